// For whoever reads: pages kept for when there is no network, reading aloud, passing a page on. Every page is whole without it.
(function () {
  'use strict';
  var html = document.documentElement, english = html.lang === 'en', tools = document.getElementById('reading');
  var words = function (key) { return tools.getAttribute('data-' + key); };

  function button(text, press) {
    var made = document.createElement('button');
    made.type = 'button';
    made.className = 'button button-second';
    made.textContent = text;
    made.addEventListener('click', function () { press(made); });
    tools.appendChild(made);
    tools.hidden = false;
  }

  // What is read aloud: headings, sentences and lines in their order, without what only leads elsewhere.
  function spoken() {
    var parts = [], all = document.querySelectorAll('main h1, main .lead, main h2, main dt, main dd, main .money-what, main .amount, main .things h3, main .row-words, main .row-missing');
    for (var i = 0; i < all.length; i += 1) {
      if (!all[i].closest('#reading, form, details, .amount .amount, dd .amount')) { parts.push(all[i].textContent.replace(/[\s¥]+/g, ' ').trim()); }
    }
    return parts.filter(function (part) { return part; });
  }
  function aloud(made) {
    var speech = window.speechSynthesis;
    if (made.getAttribute('aria-pressed') === 'true') { speech.cancel(); return; }
    var parts = spoken(), at = 0;
    made.setAttribute('aria-pressed', 'true');
    made.textContent = words('stop');
    function end() { made.setAttribute('aria-pressed', 'false'); made.textContent = words('aloud'); }
    // Part by part: long texts are cut off by some phones.
    (function next() {
      if (at >= parts.length) { end(); return; }
      var part = new SpeechSynthesisUtterance(parts[at]);
      part.lang = english ? 'en-GB' : 'zh-CN';
      part.rate = 0.9;
      part.onend = function () { at += 1; next(); };
      part.onerror = end;
      speech.speak(part);
    }());
  }

  if (tools) {
    if (window.speechSynthesis && window.SpeechSynthesisUtterance) { button(words('aloud'), aloud); }
    if (navigator.share) {
      button(words('share'), function () {
        navigator.share({ title: document.title, url: location.href.split('#')[0] }).catch(function () {});
      });
    } else if (navigator.clipboard) {
      button(words('copy'), function (made) {
        navigator.clipboard.writeText(location.href.split('#')[0]).then(function () { made.textContent = words('copied'); }, function () {});
      });
    }
  }

  // The code that a slip's picture carries behind the sign #: it is sent to nobody but with the form.
  var code = document.getElementById('code');
  if (code && /^\/household\/code$/.test(location.pathname) && /^#[0-9A-Za-z-]{12,20}$/.test(location.hash)) {
    code.value = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
  }

  if (html.hasAttribute('data-manifest')) {
    var link = document.createElement('link');
    link.rel = 'manifest';
    link.href = html.getAttribute('data-manifest');
    document.head.appendChild(link);
  }

  if ('serviceWorker' in navigator) {
    window.addEventListener('load', function () {
      navigator.serviceWorker.register('/worker.js').then(function () { return navigator.serviceWorker.ready; }).then(function (ready) {
        var keep = [location.pathname + location.search], links = document.querySelectorAll('a[data-keep]');
        for (var i = 0; i < links.length && i < 12; i += 1) { keep.push(links[i].getAttribute('href')); }
        ready.active.postMessage({ keep: keep });
      }).catch(function () {});
    });
  }
}());
