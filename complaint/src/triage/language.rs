//! Which language the merchant writes in: the small words everyone uses, and letters that give a language away.

use crate::reason::codes;
use alloc::string::String;
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
        "the and of to is was not my i have has it for on with this that you your please why how what when where been are \
         from they he she his her we our but can do does did an a in at by be will there their them who which still would \
         could should just no any all after since before because never received order buyer seller customer account money",
    ),
    (
        Language::De,
        "der die das und ist nicht ich habe hat es fur auf mit dass sie ihr bitte warum wie was wann wo wurde sind von er \
         wir aber kann ein eine einen einem einer im am beim zum zur den dem des noch mein meine meinen wird werden sich auch \
         nur seit nach kein keine mir mich uns hab ihre bei als oder wenn kunde kaufer geld konto bestellung sendung",
    ),
    (
        Language::Fr,
        "le la les et est pas je j'ai il elle pour sur avec que vous votre pourquoi comment quand ou ete sont nous mais peut \
         un une des du dans au aux ce cette mon ma mes depuis apres ne qui par plus rien toujours suis avez client vendeur \
         alors dit livre suivi deux trois lui leur faut toujours sont dont tres bien chez acheteur compte argent commande colis n'est c'est d'un qu'il l'acheteur merci bonjour",
    ),
    (
        Language::Es,
        "el la los las y es no yo he ha lo para en con que usted su por porque como cuando donde fue son nosotros pero puede un \
         una del al este esta mi mis desde despues ni sin quien mas nada siempre estoy cliente vendedor comprador cuenta dinero \
         pedido paquete me se le les hola gracias han ya muy tengo quiero ayer todavia cuanto cual donde hace dias semanas pero tambien esto eso hay segun",
    ),
    (
        Language::It,
        "il lo la i gli le e non io ho ha per su con che lei vostro perche come quando dove stato sono noi ma puo un una del \
         della dei nel nella al questo questa mio mia miei da dopo ne chi piu nulla sempre cliente venditore acquirente conto \
         soldi ordine pacco mi si ci anche gia molto buongiorno salve grazie dal di in alla dell'ordine l'acquirente",
    ),
    (
        Language::Nl,
        "de het een en is niet ik heb heeft voor op met dat u uw jullie waarom hoe wat wanneer waar werd zijn van hij zij wij we \
         maar kan in bij aan deze dit mijn sinds na geen die te om er nog wel al graag klant verkoper koper rekening geld \
         bestelling pakket zendting naar ook of als door over hoi bedankt",
    ),
    (
        Language::Pl,
        "i w na z nie to jest sie mi mam ma dla od do ze jak co kiedy gdzie dlaczego prosze czy ale moze moj moja moje moich po \
         juz tylko przez za oraz byl byla sa ten ta tego klient sprzedawca kupujacy konto pieniadze zamowienie paczka nadal \
         przy mnie nic dzien dobry dziekuje zostal zostalo o",
    ),
    (
        Language::Pt,
        "o a os as e nao eu tenho tem para em com que voce seu por porque como quando onde foi sao nos mas pode um uma do da dos \
         das no na este esta meu minha meus desde depois nem sem quem mais nada sempre estou cliente vendedor comprador conta \
         dinheiro pedido encomenda me se lhe ola obrigado ja muito quero ontem ainda ao",
    ),
];

/// Letters and endings as written, and what each is worth; a small word is worth 4.
const MARKS: [(Language, &[&str], u32); 9] = [
    (Language::De, &["ß", "ä", "ö", "ü", "sch", "ung "], 2),
    (Language::Pl, &["ł", "ż", "ź", "ś", "ć", "ę", "ą", "ń", "cz", "rz"], 3),
    (Language::Pt, &["ã", "õ", "ção", "ções", "nh", "lh"], 3),
    (Language::Es, &["¿", "¡", "ñ"], 12),
    (Language::Es, &["ción", "ó "], 3),
    (Language::Fr, &["ê", "œ", "ç", "è", "l'", "d'", "eau"], 1),
    (Language::It, &["zione", "ò", "gli", "ì", "à "], 2),
    (Language::Nl, &["ij", "aa", "oe", "uur "], 1),
    (Language::En, &["th", "ing ", "wh"], 1),
];

/// The language of `text`; `hint` settles what the text leaves open. Other languages' quotations count little.
pub fn language(text: &str, hint: &str) -> Language {
    let lower = text.to_lowercase();
    let (mut han, mut letters) = (0_usize, 0_usize);
    let mut quoted = false;
    let mut own = String::with_capacity(lower.len());
    for c in lower.chars() {
        han += usize::from(('\u{3400}'..='\u{9fff}').contains(&c));
        letters += usize::from(c.is_alphabetic());
        quoted ^= matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
        if !quoted {
            own.push(c);
        }
    }
    if han * 8 > letters {
        return Language::Zh;
    }
    [own.as_str(), lower.as_str()]
        .into_iter()
        .find_map(best)
        .or_else(|| Language::ALL.iter().copied().find(|known| hint.starts_with(known.code())))
        .unwrap_or(Language::En)
}

fn best(text: &str) -> Option<Language> {
    let folded = crate::extract::fold::Folded::new(text).text;
    let mut points = [0_u32; Language::ALL.len()];
    for word in folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        for (language, words) in SMALL_WORDS {
            if words.split_whitespace().any(|known| known == word) {
                points[language as usize] += 4;
            }
        }
    }
    // Hashes and addresses are in no language.
    let words: String = text.split_inclusive(' ').filter(|word| !word.bytes().any(|b| b.is_ascii_digit())).collect();
    for (language, marks, worth) in MARKS {
        points[language as usize] += worth * marks.iter().map(|mark| words.matches(mark).count() as u32).sum::<u32>();
    }
    let (at, most) = points.iter().enumerate().max_by_key(|(_, points)| **points)?;
    (*most > 0).then(|| Language::ALL[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_small_words() {
        let check = |text: &str, expected| assert_eq!(language(text, ""), expected, "{text}");
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
        assert_eq!(language("12345", "pl-PL"), Language::Pl);
    }
}
