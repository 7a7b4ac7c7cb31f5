// Clocks count down, moments are in the reader's time zone, live parts follow the server. Every page works without it.
const length = (ms) => {
  const s = Math.floor(ms / 1000), m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
  if (d) return `${d} d ${h % 24} h`;
  if (h) return `${h} h ${m % 60} min`;
  return m ? `${m} min ${s % 60} s` : `${s} s`;
};

const moment = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const tick = () => {
  for (const time of document.querySelectorAll('time[data-at]')) time.textContent = moment.format(+time.dataset.at);
  for (const time of document.querySelectorAll('time[data-due]')) {
    const left = time.dataset.due - Date.now();
    time.classList.toggle('late', left < 0);
    time.textContent = left < 0 ? `${length(-left)} late` : `in ${length(left)}`;
  }
};

// A form that someone has begun is left alone.
addEventListener('focusin', ({ target }) => target.closest('[data-live]:has(form)')?.setAttribute('data-begun', ''));

const sent = new Map();
const refresh = async () => {
  const reply = await fetch(location.href).catch(() => null);
  if (!reply?.ok) return;
  for (const part of new DOMParser().parseFromString(await reply.text(), 'text/html').querySelectorAll('[data-live]')) {
    const old = document.getElementById(part.id);
    if (!old || old.matches('[data-begun]') || sent.get(part.id) === part.innerHTML) continue;
    sent.set(part.id, part.innerHTML);
    const focused = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceWith(part);
    if (focused) document.getElementById(focused)?.focus();
  }
  tick();
};

for (const part of document.querySelectorAll('[data-live]')) sent.set(part.id, part.innerHTML);
tick();
setInterval(tick, 1000);
setInterval(() => document.hidden || refresh(), 2000);
