// Keeps the desk fresh: clocks count down, moments are in the reader's time zone, live parts follow the server.
// Every page works without it.
const EVERY = 2000;

const length = (ms) => {
  const s = Math.floor(ms / 1000), m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
  if (d) return `${d} d ${h % 24} h`;
  if (h) return `${h} h ${m % 60} min`;
  return m ? `${m} min ${s % 60} s` : `${s} s`;
};

const tick = () => {
  for (const time of document.querySelectorAll('time[data-due]')) {
    const left = time.dataset.due - Date.now();
    time.classList.toggle('late', left < 0);
    time.textContent = left < 0 ? `${length(-left)} late` : `in ${length(left)}`;
  }
};

const shown = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const localise = (root) => {
  for (const time of root.querySelectorAll('time[data-at]')) time.textContent = shown.format(+time.dataset.at);
  tick();
};

// What the server last sent of each live part: what has not changed is left alone, with its focus and its selection.
const sent = new Map();
const refresh = async () => {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of fresh.querySelectorAll('[data-live]')) {
    const old = document.getElementById(part.id), html = part.innerHTML;
    if (!old || sent.get(part.id) === html) continue;
    if (sent.has(part.id) && !old.contains(getSelection()?.focusNode ?? null)) {
      const focused = old.contains(document.activeElement) && document.activeElement.id;
      localise(old.replaceWith(part) ?? part);
      if (focused) document.getElementById(focused)?.focus();
    }
    sent.set(part.id, html);
  }
};

localise(document);
setInterval(tick, 1000);
setInterval(() => document.hidden || refresh(), EVERY);
