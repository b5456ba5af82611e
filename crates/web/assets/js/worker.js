// Keeps what villagers have read last, so that it can be read without a network. Only public pages; never a desk, a form, or
// anything that the server forbids to keep.
'use strict';
var NAME = 'qingcun-1', MOST = 150, WAIT = 6000;
var READ = /^\/(v\/\d{12}(\/|$)|cases\/|screen\/|assets\/|rules(\/|$)|$)/;
var NEVER = /\/(ask|objection)(\/|$)|\.(pdf|csv|xlsx)$/;

function may(request) {
  var url = new URL(request.url);
  return request.method === 'GET' && url.origin === location.origin && READ.test(url.pathname) && !NEVER.test(url.pathname);
}

// A copy with the moment at which it was true.
function stamped(answer) {
  return answer.arrayBuffer().then(function (body) {
    var headers = new Headers(answer.headers);
    headers.set('x-kept', String(Date.now()));
    headers.delete('content-encoding');
    return new Response(body, { status: 200, headers: headers });
  });
}

function keep(request, answer) {
  if (answer.status !== 200 || answer.redirected || /no-store/.test(answer.headers.get('cache-control') || '')) { return Promise.resolve(); }
  return stamped(answer).then(function (copy) {
    return caches.open(NAME).then(function (cache) {
      // Put anew at the end: what was not read for longest goes first.
      return cache.delete(request.url).then(function () { return cache.put(request.url, copy); }).then(function () { return cache.keys(); }).then(function (keys) {
        return Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map(function (key) { return cache.delete(key); }));
      });
    });
  }).catch(function () {});
}

function two(number) { return (number < 10 ? '0' : '') + number; }

// The kept copy, saying on its face that it is one, and from when.
function kept(request) {
  return caches.open(NAME).then(function (cache) {
    return cache.match(request.url, { ignoreVary: true });
  }).then(function (answer) {
    if (!answer) { return null; }
    var kind = answer.headers.get('content-type') || '';
    if (kind.indexOf('text/html') < 0) { return answer; }
    return answer.text().then(function (html) {
      var at = new Date(+answer.headers.get('x-kept') + 8 * 3600000);
      var when = (at.getUTCMonth() + 1) + '-' + at.getUTCDate() + ' ' + two(at.getUTCHours()) + ':' + two(at.getUTCMinutes());
      var said = /<html lang="en/.test(html) ? 'No network. This is the page as it was on ' + when + '.' : '现在没有网络。这是' + when + '保存下来的页面。';
      var marked = html.replace(/(<main [^>]*>)/, '$1<p class="notice notice-notice" role="status">' + said + '</p>');
      return new Response(marked, { status: 200, headers: answer.headers });
    });
  });
}

function nothing() {
  var text = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>没有网络</title>' +
    '<h1>现在没有网络</h1><p>这一页还没有在手机里保存过。连上网以后再打开一次，以后没有网也能看。</p><p lang="en">There is no network, and this page was not kept yet. Open it once with a network.</p><p><a href="">再试一次 / Try again</a></p></html>';
  return new Response(text, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function fetched(request, copy) {
  return new Promise(function (done) {
    var late = setTimeout(function () { kept(request).then(function (answer) { if (answer) { done(answer); } }); }, WAIT);
    fetch(request).then(function (answer) {
      clearTimeout(late);
      copy(keep(request, answer.clone()));
      done(answer);
    }, function () {
      clearTimeout(late);
      kept(request).then(function (answer) { done(answer || (request.mode === 'navigate' ? nothing() : Response.error())); });
    });
  });
}

self.addEventListener('install', function () { self.skipWaiting(); });
self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name !== NAME; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});
self.addEventListener('fetch', function (event) {
  if (may(event.request)) { event.respondWith(fetched(event.request, function (work) { try { event.waitUntil(work); } catch (_) { /* answered already */ } })); }
});
self.addEventListener('message', function (event) {
  var urls = (event.data && event.data.keep) || [];
  event.waitUntil(Promise.all(urls.slice(0, 13).map(function (url) {
    var request = new Request(new URL(url, location.origin).href, { credentials: 'same-origin' });
    return may(request) ? fetch(request).then(function (answer) { return keep(request, answer); }).catch(function () {}) : null;
  })));
});
