//! Where events may be sent: settings are written by many hands, and must not make the edge call its own neighbours.

use worker::Url;
use worker::url::Host;

/// How far a webhook may reach.
#[derive(Clone, Copy)]
pub(super) enum Reach {
    /// https on a public name.
    Public,
    /// The same, and in development this machine.
    Loopback,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(super) enum Barred {
    #[error("no URL")]
    NoUrl,
    #[error("carries a user name or a password")]
    Credentials,
    #[error("neither https nor on the loopback interface")]
    NotHttps,
    #[error("not on a public name")]
    NotPublic,
}

/// Names that are never public (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`).
const PRIVATE: [&str; 5] = ["localhost", "local", "internal", "arpa", "test"];

/// What a name resolves to is the runtime's business: Workers on the network reach no private address.
pub(super) fn parse(text: &str, reach: Reach) -> Result<Url, Barred> {
    let url: Url = text.parse().map_err(|_| Barred::NoUrl)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Barred::Credentials);
    }
    let loopback = match url.host().ok_or(Barred::NoUrl)? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    match (url.scheme(), reach) {
        ("http" | "https", Reach::Loopback) if loopback => Ok(url),
        ("https", _) if is_public(&url) => Ok(url),
        ("https", _) => Err(Barred::NotPublic),
        _ => Err(Barred::NotHttps),
    }
}

/// Addresses are no names: a platform with a certificate has one.
fn is_public(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else { return false };
    let name = name.trim_end_matches('.');
    name.rsplit_once('.').is_some_and(|(rest, top)| !rest.is_empty() && !PRIVATE.contains(&top))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_names_are_called() {
        let check = |text: &str, reach, expected: Result<(), Barred>| {
            assert_eq!(parse(text, reach).map(drop), expected, "{text}");
        };
        check("https://shop.example/hook", Reach::Public, Ok(()));
        check("https://shop.example:8443/hook?a=1", Reach::Public, Ok(()));
        check("http://shop.example/hook", Reach::Public, Err(Barred::NotHttps));
        check("ftp://shop.example/hook", Reach::Public, Err(Barred::NotHttps));
        check("https://mara:secret@shop.example/", Reach::Public, Err(Barred::Credentials));
        for private in [
            "https://localhost/",
            "https://LOCALHOST./",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/", // 127.0.0.1 in one number.
            "https://0x7f.0.0.1/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "https://93.184.216.34/", // Public, but no name.
            "https://intranet/",
            "https://db.internal/",
            "https://printer.local./",
        ] {
            check(private, Reach::Public, Err(Barred::NotPublic));
        }
        check("http://127.0.0.1:8788/webhooks/redress", Reach::Loopback, Ok(()));
        check("http://localhost:8788/", Reach::Loopback, Ok(()));
        check("http://[::1]:8788/", Reach::Loopback, Ok(()));
        check("http://127.0.0.1/", Reach::Public, Err(Barred::NotHttps));
        check("http://10.0.0.1/", Reach::Loopback, Err(Barred::NotHttps));
        check("https://10.0.0.1/", Reach::Loopback, Err(Barred::NotPublic));
        check("shop.example", Reach::Public, Err(Barred::NoUrl));
        check("", Reach::Public, Err(Barred::NoUrl));
    }
}
