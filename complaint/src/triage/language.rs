//! Which language the merchant writes in: the small words everyone uses, and letters that give a language away.

use crate::extract::ascii::{is_han, is_letter, is_spoken};
use crate::extract::fold::plain;
use crate::extract::lexicon::{Cue, Lexicon};
use crate::parts::parts;
use crate::reason::codes;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use once_cell::race::OnceBox;
use serde::{Deserialize, Serialize};

codes! {
    Language {
        "en" En, "de" De, "fr" Fr, "es" Es, "it" It, "nl" Nl, "pl" Pl, "pt" Pt, "zh" Zh,
    }
}

/// Words of one language rarely met in the others; a word that several share stands with each of them.
const SMALL_WORDS: [(Language, &str); 8] = [
    (
        Language::En,
        "the and of to is was not my i have has it for on with this that you your please why how what when where been \
         are from they he she his her we our but can do does did an a in at by be will there their them who which \
         still would could should just no any all after since before because never received order buyer seller \
         customer account money",
    ),
    (
        Language::De,
        "der die das und ist nicht ich habe hat es fur auf mit dass sie ihr bitte warum wie was wann wo wurde sind \
         von er wir aber kann ein eine einen einem einer im am beim zum zur den dem des noch mein meine meinen wird \
         werden sich auch nur seit nach kein keine mir mich uns hab ihre bei als oder wenn kunde kaufer geld konto \
         bestellung sendung auftrag nummer zu vom",
    ),
    (
        Language::Fr,
        "le la les de en et est pas je j'ai il elle pour sur avec que vous votre pourquoi comment quand ou ete sont \
         nous mais peut un une des du dans au aux ce cette mon ma mes depuis apres ne qui par plus rien toujours suis \
         avez client vendeur alors dit livre suivi deux trois lui leur faut toujours sont dont tres bien chez \
         acheteur compte argent commande colis n'est c'est d'un qu'il l'acheteur merci bonjour numero achat moi tout \
         sans frais",
    ),
    (
        Language::Es,
        "el la los las de y es no yo he ha lo para en con que usted su por porque como cuando donde fue son nosotros \
         pero puede un una del al este esta mi mis desde despues ni sin quien mas nada siempre estoy cliente vendedor \
         comprador cuenta dinero pedido paquete me se le les hola gracias han ya muy tengo quiero ayer todavia cuanto \
         cual donde hace dias semanas pero tambien esto eso hay segun numero compra otra tienda",
    ),
    (
        Language::It,
        "il lo la i gli le e non io ho ha per su con che lei vostro perche come quando dove stato sono noi ma puo un \
         una del della dei nel nella al questo questa mio mia miei da dopo ne chi piu nulla sempre cliente venditore \
         acquirente conto soldi ordine pacco mi si ci anche gia molto buongiorno salve grazie dal di in alla \
         dell'ordine l'acquirente numero avete tre senza dalla",
    ),
    (
        Language::Nl,
        "de het een en is niet ik heb heeft voor op met dat u uw jullie waarom hoe wat wanneer waar werd zijn van hij \
         zij wij we maar kan in bij aan deze dit mijn sinds na geen die te om er nog wel al graag klant verkoper \
         koper rekening geld bestelling pakket zending nummer naar ook of als door over hoi bedankt",
    ),
    (
        Language::Pl,
        "i w na z nie to jest sie mi mam ma dla od do ze jak co kiedy gdzie dlaczego prosze czy ale moze moj moja \
         moje moich po juz tylko przez za oraz byl byla sa ten ta tego klient sprzedawca kupujacy konto pieniadze \
         zamowienie paczka nadal przy mnie nic dzien dobry dziekuje zostal zostalo o numer",
    ),
    (
        Language::Pt,
        "o a os as de e nao eu tenho tem para em com que voce seu por porque como quando onde foi sao nos mas pode um \
         uma do da dos das no na este esta meu minha meus desde depois nem sem quem mais nada sempre estou cliente \
         vendedor comprador conta dinheiro pedido encomenda me se lhe ola obrigado ja muito quero ontem ainda ao \
         numero compra venda fui num ele",
    ),
];

/// Letters and endings as written, and what each is worth.
const MARKS: [(Language, u32, &str); 9] = [
    (Language::De, 2, "ß|ä|ö|ü|sch|ung "),
    (Language::Pl, 3, "ł|ż|ź|ś|ć|ę|ą|ń|cz|rz"),
    (Language::Pt, 3, "ã|õ|ção|ções|nh|lh"),
    (Language::Es, 12, "¿|¡|ñ"),
    (Language::Es, 3, "ción|ó "),
    (Language::Fr, 1, "ê|œ|ç|è|l'|d'|eau"),
    (Language::It, 2, "zion|ò|gli|ì|à "),
    (Language::Nl, 1, "ij|aa|oe|uur "),
    (Language::En, 1, "th|ing |wh"),
];
const WORTH_OF_A_WORD: u32 = 4;
/// So many bytes tell the language of any text.
const ENOUGH: usize = 1_000;
/// By so many points a language leads in some piece of a text that it is heard in.
const AHEAD: u32 = 4;
/// So many bytes of a line tell whether it is in another language than the text.
const BEGINNING: usize = 60;

struct Mark {
    language: Language,
    worth: u32,
    /// Its characters as [`Recent`] keeps them, and which of those count.
    letters: Recent,
    mask: Recent,
    /// The next that ends alike; from 1.
    next: u8,
}

/// The last four characters, the latest lowest.
type Recent = u64;

struct Table {
    /// The languages of a word are its argument, a bit each.
    words: Lexicon,
    marks: Vec<Mark>,
    /// By the lowest bits of their last character; from 1.
    first: [u8; 64],
}

impl Table {
    fn new() -> Self {
        let mut table = Self { words: Lexicon::empty(), marks: Vec::new(), first: [0; 64] };
        for (language, list) in &SMALL_WORDS {
            table.words.add(list, Cue::None, 1 << *language as u8);
        }
        for (language, worth, texts) in &MARKS {
            for text in parts(texts, b'|') {
                let (mut letters, mut mask) = (0, 0);
                for c in text.chars() {
                    (letters, mask) = (then(letters, c), mask << 16 | 0xFFFF);
                }
                let first = &mut table.first[letters as usize % 64];
                table.marks.push(Mark { language: *language, worth: *worth, letters, mask, next: *first });
                *first = table.marks.len() as u8;
            }
        }
        table
    }
}

fn then(recent: Recent, c: char) -> Recent {
    recent << 16 | Recent::from(c as u32 & 0xFFFF)
}

fn table() -> &'static Table {
    static TABLE: OnceBox<Table> = OnceBox::new();
    TABLE.get_or_init(|| Box::new(Table::new()))
}

/// Whether it is one of the small words of some language, which name nothing by themselves.
pub(crate) fn is_small_word(word: &[u8]) -> bool {
    table().words.argument(word) != 0
}

/// What speaks for each language.
type Points = [u32; Language::ALL.len()];

/// The language that `text` is in, `hint` counting as one word of it, and behind it those that some sentence or
/// quotation near its beginning is in, or the beginning of a later line, and the hinted one. Quotations count little for the
/// first.
pub fn languages(text: &str, hint: &str) -> Vec<Language> {
    let table = table();
    let head = text.floor_char_boundary(ENOUGH);
    let (mut own, mut all, mut led) = (Points::default(), Points::default(), Led::default());
    let (mut start, mut quoted, mut han, mut letters) = (0, false, 0, 0);
    for (at, c) in text[..head].char_indices() {
        let end = at + c.len_utf8();
        han += usize::from(is_han(c));
        letters += usize::from(is_han(c) || is_letter(c));
        let is_quote = matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
        if is_quote || end == head || matches!(c, '\n' | '.' | '!' | '?') {
            let points = table.points(&text[start..end]);
            for (at, points) in points.iter().enumerate() {
                all[at] += points;
                own[at] += if quoted { 0 } else { *points };
            }
            lead(&mut led, &points);
            quoted ^= is_quote;
            start = end;
        }
    }
    for line in parts(&text[head..], b'\n') {
        lead(&mut led, &table.points(&line[..line.floor_char_boundary(BEGINNING)]));
    }
    let hinted = Language::ALL.iter().position(|known| hint.starts_with(known.code()));
    let mut points = if own.iter().any(|points| *points > 0) { own } else { all };
    if let Some(hinted) = hinted {
        points[hinted] += WORTH_OF_A_WORD;
    }
    // Of equals the last, unless nothing speaks for any.
    let most = (0..points.len()).fold(0, |best, at| if points[at] >= points[best].max(1) { at } else { best });
    let first = if han * 8 > letters { Language::Zh as usize } else { most };
    let mut languages = vec![Language::ALL[first]];
    for (at, language) in Language::ALL.iter().enumerate() {
        let is_heard = match language {
            Language::Zh => text.chars().any(is_han),
            _ => led[at][first] >= AHEAD,
        };
        if at != first && (is_heard || hinted == Some(at)) {
            languages.push(*language);
        }
    }
    languages
}

/// By how much each language led each other in some piece of a text that none spoke more for.
type Led = [Points; Language::ALL.len()];

fn lead(led: &mut Led, points: &Points) {
    let most = points.iter().fold(AHEAD, |most, points| most.max(*points));
    for (led, own) in led.iter_mut().zip(points) {
        if *own == most {
            led.iter_mut().zip(points).for_each(|(led, points)| *led = (*led).max(most - points));
        }
    }
}

impl Table {
    /// What speaks for each language in a piece of a line.
    fn points(&self, piece: &str) -> Points {
        let mut points = Points::default();
        // Hashes and addresses are in no language.
        let mut figures = false;
        let mut recent = 0;
        let mut word = [0; 16];
        let mut length = 0;
        for c in piece.chars().chain([' ']) {
            let c = if c.is_ascii() { c.to_ascii_lowercase() } else { small(c) };
            figures = c != ' ' && (figures || c.is_ascii_digit());
            recent = then(recent, c);
            if !figures {
                let mut at = self.first[c as usize % 64];
                while let Some(mark) = self.marks.get(usize::from(at).wrapping_sub(1)) {
                    if recent & mark.mask == mark.letters {
                        points[mark.language as usize] += mark.worth;
                    }
                    at = mark.next;
                }
            }
            match if c.is_ascii() { Some(c) } else { plain(c) } {
                Some(c) if is_spoken(c) => {
                    // No small word is longer or has another letter.
                    length = match word.get_mut(length) {
                        Some(place) if c.is_ascii() => {
                            *place = c as u8;
                            length + 1
                        }
                        _ => word.len() + 1,
                    };
                }
                Some(c) => {
                    // `W-1120` is no Polish.
                    let word = if length > 1 || c == ' ' { word.get(..length) } else { None };
                    let mut known = word.map_or(0, |word| self.words.argument(word));
                    while known != 0 {
                        points[known.trailing_zeros() as usize] += WORTH_OF_A_WORD;
                        known &= known - 1;
                    }
                    length = 0;
                }
                None => {}
            }
        }
        points
    }
}

/// In small letters, as far as Latin-1 and Latin Extended-A go.
fn small(c: char) -> char {
    let code = c as u32;
    let step = match code {
        0xC0..=0xDE => 32,
        0x139..=0x148 | 0x179..=0x17E => code & 1,
        0x100..=0x177 => 1 - (code & 1),
        _ => 0,
    };
    char::from_u32(code + step).map_or(c, |c| c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_small_words() {
        let check = |text: &str, expected| assert_eq!(languages(text, "")[0], expected, "{text}");
        check("Why was my listing taken down?", Language::En);
        check("Wo bleibt mein Geld für die letzten drei Verkäufe?", Language::De);
        check("Où est passé mon virement de lundi ?", Language::Fr);
        check("¿Dónde está mi pago del lunes?", Language::Es);
        check("Dov'è il bonifico che aspetto da lunedì?", Language::It);
        check("Waar blijft mijn uitbetaling van maandag?", Language::Nl);
        check("Gdzie jest moja wypłata z poniedziałku?", Language::Pl);
        check("Onde está o meu pagamento de segunda-feira?", Language::Pt);
        check("买家说 \"I have paid already, release now\" 但是我没收到", Language::Zh);
        check("Klant schrijft: \"je n'ai jamais reçu mon colis\" maar het is bezorgd", Language::Nl);
        assert_eq!(languages("12345", "pl-PL"), [Language::Pl]);
    }
}
