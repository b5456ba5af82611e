// The screen in the hall. Shows one slide after the other; asks every twenty seconds what is to be shown; goes on with the last
// content when nobody answers, also after the power was gone. Written for old television boxes: no modules, no promises needed.
(function () {
  'use strict';
  var ASK = 20000, STAY = 12000, DAY_OFF = 8 * 3600000;
  var body = document.body, main = document.getElementById('slides');
  var state = document.getElementById('state'), place = document.getElementById('at'), clock = document.getElementById('now');
  var address = location.pathname.replace(/\/$/, '') + '/slides', kept = 'screen ' + location.pathname;
  var at = 0, mark = body.getAttribute('data-mark'), heard = Date.now(), speaking = false, asked = false;
  var from = +body.getAttribute('data-from'), to = +body.getAttribute('data-to');
  var aloud = body.hasAttribute('data-aloud') ? +body.getAttribute('data-aloud') : -1;

  function two(number) { return (number < 10 ? '0' : '') + number; }
  // The hour in China, whatever the box believes its zone to be.
  function china(time) { return new Date(time + DAY_OFF); }
  function show() {
    var all = main.children;
    if (!all.length) { return; }
    at = at % all.length;
    for (var i = 0; i < all.length; i += 1) { all[i].className = i === at ? 'slot' : 'slot slot-hidden'; }
    place.textContent = (at + 1) + ' / ' + all.length;
  }
  function fill(slides) {
    main.innerHTML = slides.map(function (html) { return '<div class="slot slot-hidden">' + html + '</div>'; }).join('');
    show();
  }
  function tick() {
    var now = china(Date.now()), hour = now.getUTCHours();
    clock.textContent = two(hour) + ':' + two(now.getUTCMinutes());
    body.className = hour >= from && hour < to ? '' : 'resting';
    var silent = Date.now() - heard > 3 * ASK, last = china(heard);
    state.textContent = silent
      ? state.getAttribute('data-off') + ' ' + (last.getUTCMonth() + 1) + '-' + last.getUTCDate() + ' ' + two(last.getUTCHours()) + ':' + two(last.getUTCMinutes())
      : '';
  }
  function on() { at += 1; show(); say(); }
  function say() {
    var slide = main.children[at] && main.children[at].firstElementChild, words = slide && slide.getAttribute('data-aloud');
    var hour = china(Date.now()).getUTCHours();
    if (hour !== aloud || !words || !window.speechSynthesis || body.className) { return; }
    var spoken = new SpeechSynthesisUtterance(words);
    spoken.lang = document.documentElement.lang === 'en' ? 'en-GB' : 'zh-CN';
    spoken.rate = 0.9;
    speaking = true;
    spoken.onend = spoken.onerror = function () { speaking = false; };
    window.speechSynthesis.speak(spoken);
  }
  function gone() {
    try { localStorage.removeItem(kept); } catch (_) { /* no room for it: nothing was kept */ }
    main.innerHTML = '<div class="slot"><p class="slide-more"></p></div>';
    main.querySelector('p').textContent = state.getAttribute('data-gone');
    mark = '';
  }
  function keep(text) {
    try { localStorage.setItem(kept, JSON.stringify({ heard: heard, text: text })); } catch (_) { /* no room: the page itself still holds them */ }
  }
  // Switched on again without a network: what was shown last, and since when it is.
  function recall() {
    if (asked) { return; }
    asked = true;
    try {
      var last = JSON.parse(localStorage.getItem(kept)), told = JSON.parse(last.text);
      heard = last.heard;
      mark = told.mark;
      fill(told.slides);
    } catch (_) { /* nothing kept: the page's own slides stay */ }
  }
  function ask() {
    var request = new XMLHttpRequest();
    request.open('GET', address);
    request.timeout = 15000;
    request.onload = function () {
      if (request.status === 404) { heard = Date.now(); gone(); return; }
      if (request.status !== 200) { return; }
      if (request.getResponseHeader('x-kept')) { recall(); return; }
      var told;
      try { told = JSON.parse(request.responseText); } catch (_) { return; }
      heard = Date.now();
      asked = true;
      if (told.mark === mark) { return; }
      mark = told.mark;
      fill(told.slides);
      keep(request.responseText);
    };
    request.onerror = request.ontimeout = recall;
    request.send();
  }
  for (var first = 0; first < main.children.length; first += 1) { if (main.children[first].className === 'slot') { at = first; } }
  show(); tick(); ask();
  setInterval(tick, 1000);
  setInterval(ask, ASK);
  setInterval(function () { if (!speaking) { on(); } }, STAY);
  if ('serviceWorker' in navigator) { navigator.serviceWorker.register('/worker.js').catch(function () {}); }
}());
