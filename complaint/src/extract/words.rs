//! The words that tell what a number is, in the nine languages: lower case, without accents; `*` marks a stem,
//! `!` a word that counts in capitals only.

use super::lexicon::Cue;

/// `|` parts the arguments of a cue, from 0. The first to claim a word keeps it.
pub(crate) const WORDS: &[(Cue, &str)] = &[
    (
        Cue::Order,
        "order* purchase* po! sale trade trades deal deals otc \
         auftrag* auftraege* geschaft abschluss kauf kaufnummer* verkauf verkaufe verkaufsnummer* bestnr auftr einkauf* \
         commande* cmd cde achat* ordre* vente ventes affaire \
         pedido* ped orden ordenes compra compras encargo* venta ventas operacion \
         ordine ordini ordinazione ord acquist* vendita vendite trattativa operazione affare \
         bestel* aankoop* aankopen opdracht* koopnummer* verkoop handel dealnummer* \
         zamowi* zam zlecen* zakup* sprzedaz* \
         ordem ordens venda vendas negocio \
         订单 訂單 订单号 訂單號 订单编号 订单号码 交易单 交易单号 订购单 购买单 下单 订单id 单子 订购号 单:",
    ),
    (
        Cue::Parcel,
        "tracking* track parcel* package* consignment* waybill* awb shipment* pkg \
         paket* sendung* frachtbrief* packchen* paeckchen* retoure* rucksendung* ruecksendung* \
         colis suivi* expedition* bordereau* envoi* acheminement \
         paquete* seguimiento* envio envios expedicion* guia guias rastre* albaran* bulto bultos localizador* lieferschein* \
         spedizion* pacco pacchi tracciament* vettura collo colli ldv \
         pakket* pakje* zending* vrachtbrief* verzend* \
         paczk* przesylk* przewozow* sledzeni* nadani* \
         seguiment* remessa* objeto volume volumes \
         快递 快递单 快递单号 快递号 运单 運單 运单号 运单号码 运单编号 物流单号 物流号 物流单 追踪号 跟踪号 追踪号码 跟踪号码 包裹 面单 面单号 提单 入库单号 转运单号 快件|\
         voiture porte",
    ),
    (
        Cue::Delivered,
        "delivered zugestellt geliefert livre livree remis entregado entregada consegnato consegnata bezorgd geleverd dorecz* entregue \
         lost verloren perdu perdido perso zoek zaginel* 签收 丢件 丢失",
    ),
    (Cue::Shipment, "encomenda* lieferung* 单号 單號 运号"),
    (
        Cue::Other,
        "ticket* uetr cro postleitzahl* nota spor sporu streitfall geschil* disput* contestaz* widerspruch* 提现单 争议 contract contrat contratto contrato umow* overeenkomst* 合同 case cases caseid invoice* receipt* serial* sn sku skus imei ean gtin upc asin isbn item* article* product* \
         model* version* customernumber account* vat tax taxid registration* zip zipcode postcode* postal* error* err http* request* session* \
         listing* ad ads settlement* batch* lot claim* complaint* incident* licence* license* merchantid sellerid member* \
         firmware device* street reg company* extension street iphone galaxy android windows chrome firefox safari trace* correlation* build \
         fall fallnummer* vorgang* aktenzeichen* az rechnung* beleg* artikel* art serien* kundennummer* kundennr konto* \
         steuer* ust ustid ust-idnr hrb hra handelsregister* plz gutschein* vertrag* anzeige* angebot* inserat* mahnung* fehler* \
         lieferantennummer* transaktion* handlernummer* verkaufernummer* protokol* protocol* richiest* solicitud* demande* aanvraag* verzoek* wniosek verbaal verbale anfrage* strasse charge chargennummer* beschwerde* \
         dossier* facture* serie series comptes siret siren tva rcs annonce* contrat* litige* erreur* produit* numclient rue \
         caso casos incidencia* factura* articulo* cuenta cif nif dni anuncio* lote lotes registro* expediente* \
         calle \
         pratica pratiche fattura* articol* matricol* conto partita piva iva cap cf lotto annunc* inserzion* \
         segnalazion* reclam* transazion* prodott* via operatore \
         zaak* factuur* klantnummer* rekening* btw kvk advertenti* melding* klacht* foutcode* fout straat \
         zgloszen* sprawa sprawy faktur* fv artykul* produkt* seryjn* konta kont rachun* nip regon krs pesel ofert* aukcj* ogloszen* \
         reklamac* transakcj* blad bledu ulica ul \
         processo* fatura* artigo* nipc cnpj cpf transac* erro produto* rua \
         工单 工单号 账单 账单号 账单编号 发票 发票号 序列号 型号 邮编 税号 商品编号 商品编码 商品id 货号 案件 案号 注册号 投诉单 投诉编号 流水号 交易流水 交易号 交易编号 批次 版本 错误码 错误 会员号 客户号 店铺id 卖家id \
         房号 结算单 退款单号 售后单号 报错 清单 报关单 报关单号 报警 立案 理赔单 退货单 退货单号 \
         abrechnung* kontoausz* statement* decompte* releve* liquida* extrac* extrat* estratto afrekening* rozliczen* wyciag* \
         polic* poliz* politie plainte* denuncia aangifte* queixa* declara* mrn rma oggett*|\
         retourennummer* return returns retour* reso devoluc* zwrot*",
    ),
    (Cue::Reference, "ref refs referenz* referenti* referenc* riferiment* rif"),
    (
        Cue::Phone,
        "phone* tel telephone* call calls kontakt* mobile* cell cellphone* fax whatsapp hotline* contact ring dial \
         telefon* handy* mobil mobilnummer* mobiltelefon* ruf rufnummer* ruckruf* rueckruf* anruf* erreichbar durchwahl festnetz \
         port portable* joindre joignable* appel* gsm \
         movil* llam* tfno tlfno tlf \
         cellulare cellulari chiam* recapito \
         telefoon* bel bellen mobiel* 06-nummer bereikbaar \
         kom komork* dzwon* zadzwon* numertelefonu \
         telemovel* tlm celular* ligue liguem ligar contacto contato \
         电话 電話 手机 手機 手机号 手机号码 电话号 电话号码 联系方式 联系电话 致电 座机 热线 来电",
    ),
    (
        Cue::Nick,
        "nick nickname* username* handle handles screenname* alias aliases telegram tg \
         benutzername* nutzername* anzeigename* pseudo pseudos pseudonyme identifiant apodo* nombredeusuario soprannome nomeutente \
         gebruikersnaam* bijnaam pseudonim* login loginem nickiem apelido alcunha \
         昵称 暱稱 用户名 账户名 网名|\
         wechat weixin instagram insta discord skype twitter tiktok qq 微信 微信号 profil profile perfil profilo profiel \
         called named calls named nennt nannte heist heisst namens appelle nomme surnomme llama llamado llamada chiama chiamato chiamata firma \
         heet genaamd noemt nazywa chamado chamada chama tal tale certain certaine certo gewisser niejaki niejaka zekere schrieb schreef 叫 名叫 叫做 自称",
    ),
    (
        Cue::Person,
        "buyer* seller* user users customer* client clients counterpart* trader* scammer* merchant* bidder* competitor* guy account \
         kaufer* kaeufer* verkaufer* nutzer* kunde kunden kundin benutzer* handler* betruger* gegenpart* mitbewerber* konkurrent* \
         acheteu* vendeu* utilisateu* membre* cliente mec compte arnaqueur* concurrent* \
         comprador* vendedor* usuari* clienta tipo estafador* \
         acquirent* compratore* venditor* utent* truffatore* concorrent* \
         koper* verkoper* gebruiker* klant oplichter* \
         kupujac* sprzedawc* sprzedajac* uzytkownik* klient* gosc oszust* \
         utilizador* burlao golpista dame lady senora signora mevrouw pani senhora fulano tizio \
         contrapart* contropart* contrepart* kontrahen* comerciante* mitglied* \
         买家 卖家 用户 对手方 对手 对方 客户 骗子 买方 卖方 账号 交易对手",
    ),
    (
        Cue::Number,
        "number* no nos nr nrs num id ids n code codes numer* nummer* nro codigo* codice* kod kodem kennung \
         号 号码 编号 编码 号是 号为 为 是",
    ),
    (
        Cue::Card,
        "card cards visa mastercard amex maestro karte karten kreditkarte* kartennummer* carte cartes cb tarjeta* carta carte kaart kaarten karta karty karte \
         cartao pan debit credit cvv cvc cvv2 卡号 银行卡 信用卡 卡",
    ),
    (
        Cue::Expiry,
        "exp expiry expires expiring valid gultig gueltig ablauf valable expire scad scadenza-carta caduc* vence-tarjeta wazn* geldig validade valida 有效期",
    ),
    (Cue::Hash, "hash hashes txid txids txhash tx signature transaktionshash transaktions-id 哈希 交易哈希 哈希值"),
    (
        Cue::Wallet,
        "wallet* address* direccion* indirizz* adres* endereco* portefeuille* monedero* portfel* carteira* 地址 钱包 錢包",
    ),
    (
        Cue::Scale,
        "k tys tausend tsd thousand mil mila mille duizend tysiac* tysiec* 千|w 万 萬|\
         mio mln million* milion* millon* milhao milhoes miljoen* m 百万|\
         mrd bn billion* miliard* milliard* mld bilhao bilhoes bilion* miljard* 十亿|亿 億|lakh lakhs|crore crores",
    ),
    (Cue::Cent, "cent cents ct cts eurocent* centimo* centime* centesim* centavo* pence penny grosz* centow centy"),
    (
        Cue::Relative,
        "||||||anteayer vorgestern eergisteren przedwczoraj anteontem 前天 前日|\
         yesterday gestern ayer ieri gisteren wczoraj ontem 昨天 昨日|\
         today heute hoje hoy oggi vandaag dzis dzisiaj 今天 今日|\
         tomorrow morgen demain manana domani jutro amanha 明天 明日|\
         ubermorgen uebermorgen dopodomani overmorgen pojutrze 后天 後天|\
         hier",
    ),
    (
        Cue::DatePrep,
        "on am vom le el il op dia dnia dn z em date dated datum data fecha deadline frist termin scadenza 于|\
         voor przed antes avant prima vor by until till since from before after due between bis seit zum ab den du au del al dal entro van tot sinds vanaf do od ate desde 至 到 截至 截止 从",
    ),
    (
        Cue::Weekday,
        "sunday sun sonntag dimanche domingo domenica zondag niedziel* 星期日 星期天 周日|\
         monday mon montag lundi lunes lunedi maandag poniedzial* segunda 星期一 周一|\
         tuesday tue tues dienstag mardi martes martedi dinsdag wtorek wtorku terca 星期二 周二|\
         wednesday wed mittwoch mercredi miercoles mercoledi woensdag sroda srode srody quarta 星期三 周三|\
         thursday thu thur thurs donnerstag jeudi jueves giovedi donderdag czwart* quinta 星期四 周四|\
         friday fri freitag vendredi viernes venerdi vrijdag piatek piatku sexta 星期五 周五|\
         saturday sat samstag sonnabend samedi sabado sabato zaterdag sobota sobote soboty 星期六 周六",
    ),
    (
        Cue::Unit,
        "kg g gr gramm grams cm mm m km ml cl l liter litre litres mb gb tb kb w kw kwh v mah watt hz mhz ghz px dpi stuck stueck stk pcs pc pieces piece pezzi \
         piezas szt sztuk stuks units unit unidades unita pares paar inch inches zoll cali pollici pouces pulgadas ms sec secs seconds min mins minute* \
         minuti minutos hour* h hrs std stunde* uhr uur heure* hora* ora ore godz* day days tag tage tagen jour jours dia dias giorno giorni dag dagen dni dzien \
         week* woche* semaine* semana* settiman* weken tydzien tygodni* month months monat* mois mes meses mese mesi maand* miesi* year years jahr* an ans ano anos \
         anno anni jaar lat lata percent prozent pourcent procent* flaschen bottles bouteilles botellas bottiglie flessen butelek items views sales sterne stars etoiles estrellas stelle sterren gwiazdek utc gmt cet cest \
         天 小时 分钟 秒 年 个月 周 件 次 条 台 公斤 斤 克 米 厘米 块钱一 点 号楼 楼 层 折 单 家 位 人 瓶 箱 盒 只 双",
    ),
    (
        Cue::Price,
        "worth value total wert warenwert betrag preis price amount sum montant prix valeur valor importe precio valore importo prezzo totale waarde bedrag prijs \
         wartosc kwota kwote kwoty cena cene preco montante 金额 价值 总价 价格",
    ),
    (Cue::And, "and und et y e en i oraz plus sowie ou or oder o lub of 和 及 与 以及 还有"),
    (
        Cue::Carrier,
        "amazon|osterreichische|brt bartolini|cainiao 菜鸟|邮政 中国邮政 ems|chronopost|correos|ctt|warenpost|dhl|dpd|evri|fedex tnt|gls|hermes|\
         inpost paczkomat*|jtexpress 极兔|colissimo|mondial|poczta* pocztex|poste|postnl|royal|sda|seur|顺丰 sf|ups|usps|4px 递四方|yunexpress 云途|zto 中通",
    ),
];

/// From January; after `~` what is also an everyday word or a name somewhere.
pub(crate) const MONTHS: [&str; 12] = [
    "january jan januar janner jaenner janvier janv enero gennaio januari stycznia styczen janeiro ~gen sty ene",
    "february feb februar fevrier fevr fev febrero febbraio februari lutego luty fevereiro ~lut",
    "march marz maerz mars marzo maart mrt marca marzec marco ~mar",
    "april apr avril avr abril abr aprile kwietnia kwiecien kwi",
    "mai mayo maggio mei maja maj maio ~may mag",
    "june jun juni juin junio giugno czerwca czerwiec cze junho ~giu",
    "july jul juli juillet juil julio luglio lipca lipiec julho ~lug lip",
    "august aug aout agosto augustus sierpnia sierpien ~ago sie",
    "september sept sep septembre septiembre setiembre settembre sett wrzesnia wrzesien wrz setembro ~set",
    "october oct oktober okt octobre octubre ottobre ott pazdziernika pazdziernik paz outubro ~out",
    "november nov novembre noviembre listopada listopad novembro ~lis",
    "december dec dezember dez decembre diciembre dic dicembre grudnia grudzien dezembro ~gru",
];

/// ISO 4217 codes and tickers, each with its signs, words and abbreviations.
pub(crate) const CURRENCIES: [(&str, &str); 47] = [
    ("EUR", "eur euro euros eurow € 欧元 欧 歐元"),
    ("USD", "usd dollar dollars dollari dollaro dolar dolare* dolarow dolares us$ $ bucks 美元 美金 刀 美刀 美圆 美圓"),
    ("GBP", "gbp pound pounds pfund libra libras sterlin* sterling funt* quid £ 英镑 英鎊"),
    ("CHF", "chf franken sfr franchi francs franc rappen 瑞郎 瑞士法郎"),
    ("PLN", "pln zl zlote zloty zlotych zlotowk* zlotow 兹罗提"),
    ("CNY", "cny rmb cnh yuan yuans renminbi ¥ 元 块 块钱 人民币 塊 圓"),
    ("USDT", "usdt tether u 泰达币"),
    ("USDC", "usdc"),
    ("BTC", "btc bitcoin bitcoins ₿ xbt 比特币"),
    ("ETH", "eth ether ethereum 以太坊 以太币"),
    ("HKD", "hkd hk$ 港币 港元 港幣"),
    ("JPY", "jpy yen yens 日元 日圆"),
    ("BRL", "brl r$ reais 雷亚尔"),
    ("CZK", "czk kc korun koruna koruny"),
    ("SEK", "sek kronor"),
    ("NOK", "nok"),
    ("DKK", "dkk kr kroner"),
    ("HUF", "huf ft forint*"),
    ("RON", "ron lei leu"),
    ("BGN", "bgn lev leva"),
    ("TRY", "try! tl! lira lire ₺"),
    ("UAH", "uah ₴ hrywn*"),
    ("RUB", "rub ₽ rubel* rubles 卢布"),
    ("INR", "inr ₹ rupee* rupie* rs! 卢比"),
    ("AUD", "aud a$ au$ 澳元 澳币"),
    ("CAD", "cad c$ ca$ cad$ 加元 加币"),
    ("SGD", "sgd s$ 新币 新加坡元"),
    ("NZD", "nzd nz$"),
    ("TWD", "twd nt$ ntd 台币 新台币"),
    ("MXN", "mxn mx$ mex$"),
    ("KRW", "krw ₩ 韩元"),
    ("VND", "vnd ₫"),
    ("THB", "thb ฿ baht 泰铢"),
    ("NGN", "ngn ₦ naira"),
    ("ILS", "ils ₪"),
    ("GEL", "gel ₾"),
    ("PHP", "php! ₱"),
    ("AED", "aed "),
    ("ZAR", "zar"),
    ("BNB", "bnb"),
    ("SOL", "sol!"),
    ("TRX", "trx"),
    ("XRP", "xrp"),
    ("LTC", "ltc"),
    ("DOGE", "doge"),
    ("DAI", "dai! busd"),
    ("FDUSD", "fdusd tusd"),
];
