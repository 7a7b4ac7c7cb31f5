//! What the page knows of the order, each value with where it was found.

use crate::json::{Json, object};
use complaint::amount::{Currency, Decimal};
use complaint::draft::{Provenance, Sourced};
use complaint::limits;
use wasm_bindgen::JsValue;

/// What need not be typed.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub(crate) order: Option<Sourced<String>>,
    pub(crate) amount: Option<Sourced<Sum>>,
    pub(crate) merchant: Option<Sourced<String>>,
}

/// A positive sum, as the page writes it.
#[derive(Clone)]
pub(crate) struct Sum {
    pub(crate) value: String,
    pub(crate) currency: String,
}

impl Sum {
    /// As it crosses the wire.
    pub(crate) fn json(&self) -> JsValue {
        object(&[("value", self.value.as_str().into()), ("currency", self.currency.as_str().into())])
    }
}

/// The best of each: schema.org `Order` in the page's JSON-LD, then the attributes, then the page's address.
///
/// An order named by the attributes picks its own `Order` among several; where none is named, only a single one is meant.
pub(crate) fn read<J: Json>(documents: Vec<J>, attributes: &J, address: &str) -> Known {
    let mut orders = Vec::new();
    documents.into_iter().for_each(|document| collect_orders(document, &mut orders));
    let named = attributes.text("order");
    if let Some(named) = &named {
        orders.retain(|order| order.text("orderNumber").as_ref() == Some(named));
    }
    let order = Some(orders).filter(|orders| orders.len() == 1).and_then(|mut orders| orders.pop());
    let stated = |key| order.as_ref().and_then(|order| order.text(key));
    let seller =
        || order.as_ref().and_then(|order| order.get("seller").or_else(|| order.get("merchant"))?.text("identifier"));
    let attribute = || sum(attributes.text("amount"), attributes.text("currency"));
    Known {
        order: found(stated("orderNumber"), Provenance::JsonLd)
            .or_else(|| found(named, Provenance::DataAttr))
            .or_else(|| found(order_in(address), Provenance::Url))
            .filter(|order| order.value.chars().count() <= limits::ORDER_MAX),
        amount: found(order.as_ref().and_then(total), Provenance::JsonLd)
            .or_else(|| found(attribute(), Provenance::DataAttr)),
        merchant: found(seller(), Provenance::JsonLd)
            .or_else(|| found(attributes.text("merchant"), Provenance::DataAttr))
            .filter(|merchant| merchant.value.chars().count() <= limits::MERCHANT_MAX),
    }
}

fn found<T>(value: Option<T>, from: Provenance) -> Option<Sourced<T>> {
    value.map(|value| Sourced { value, from })
}

fn collect_orders<J: Json>(node: J, orders: &mut Vec<J>) {
    let kind = node.text("@type").unwrap_or_default();
    if matches!(kind.rsplit(['/', ':']).next(), Some("Order")) {
        orders.push(node);
    } else {
        node.values().into_iter().for_each(|child| collect_orders(child, orders));
    }
}

/// The order's own price, or what is due for it.
fn total<J: Json>(order: &J) -> Option<Sum> {
    let stated = |node: &J| {
        let value = node.text("price").or_else(|| node.text("value"));
        sum(value, node.text("priceCurrency").or_else(|| node.text("currency")))
    };
    stated(order).or_else(|| stated(&order.get("totalPaymentDue")?))
}

fn sum(value: Option<String>, currency: Option<String>) -> Option<Sum> {
    let sum = Sum { value: value?, currency: currency? };
    let is_sound =
        sum.value.parse::<Decimal>().is_ok_and(|value| value.e8 > 0) && sum.currency.parse::<Currency>().is_ok();
    is_sound.then_some(sum)
}

/// `…?order=A-1042` or `…/orders/A-1042`.
fn order_in(address: &str) -> Option<String> {
    let mut previous = "";
    for part in address.split(['/', '?', '&', '=', '#']) {
        let is_number = part.bytes().any(|b| b.is_ascii_digit()) && part.bytes().all(|b| b != b'%');
        if matches!(previous, "order" | "orders" | "order_id") && is_number {
            return Some(part.to_owned());
        }
        previous = part;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn the_page_tells_the_order() {
        let check = |documents: &[Value], attributes: Value, address: &str, expected: [&str; 3]| {
            let known = read(documents.to_vec(), &attributes, address);
            let order = known.order.map(|order| format!("{} {}", order.value, order.from.code()));
            let amount = known
                .amount
                .map(|amount| format!("{} {} {}", amount.value.value, amount.value.currency, amount.from.code()));
            let merchant = known.merchant.map(|merchant| format!("{} {}", merchant.value, merchant.from.code()));
            assert_eq!(
                [order, amount, merchant].map(Option::unwrap_or_default),
                expected,
                "{documents:?} {attributes}"
            );
        };
        let none = json!({});
        let lens = json!({ "@context": "https://schema.org", "@type": "Order", "orderNumber": "304-8841207", "price": "1250.00",
            "priceCurrency": "EUR", "seller": { "@type": "Person", "identifier": "m-1042" } });
        let book = json!({ "@type": "https://schema.org/Order", "orderNumber": "B-77",
            "totalPaymentDue": { "@type": "MonetaryAmount", "value": 20.5, "currency": "USDT" } });
        let ld = ["304-8841207 json_ld", "1250.00 EUR json_ld", "m-1042 json_ld"];
        check(std::slice::from_ref(&lens), none.clone(), "", ld);
        check(&[json!({ "@graph": [{ "@type": "WebPage", "mainEntity": lens }] })], none.clone(), "", ld);
        check(&[lens.clone(), book.clone()], none.clone(), "", ["", "", ""]); // Which of the two?
        let named = json!({ "order": "B-77", "merchant": "m-1", "amount": "3", "currency": "EUR" });
        check(&[json!([lens, book])], named.clone(), "", ["B-77 json_ld", "20.5 USDT json_ld", "m-1 data_attr"]);
        check(std::slice::from_ref(&lens), named.clone(), "", ["B-77 data_attr", "3 EUR data_attr", "m-1 data_attr"]); // Another order than the page's.
        check(&[], named, "", ["B-77 data_attr", "3 EUR data_attr", "m-1 data_attr"]);
        check(&[], json!({ "amount": "1.250,00", "currency": "EUR" }), "", ["", "", ""]); // Not a decimal number.
        check(&[json!({ "@type": "OrderItem", "orderNumber": "no" })], none.clone(), "", ["", "", ""]);
        check(&[json!("a text"), json!(null)], none.clone(), "", ["", "", ""]);
        check(&[], none.clone(), "https://shop.example/orders/A-1042?tab=2", ["A-1042 url", "", ""]);
        check(&[], none.clone(), "https://shop.example/?order=A-1042", ["A-1042 url", "", ""]);
        check(&[], none.clone(), "https://shop.example/orders/new", ["", "", ""]);
        check(&[], json!({ "order": "x".repeat(limits::ORDER_MAX + 1) }), "", ["", "", ""]);
    }
}
