// Leaving at once: the link without a new entry in the history, and a key pressed three times outside text fields.
"use strict";
(() => {
  const EXIT = "/z";
  const WITHIN_MS = 3000;
  const presses = [];

  const leave = () => {
    document.documentElement.classList.add("gone"); // nothing is seen while the server answers
    document.title = " ";
    window.location.replace(EXIT);
  };

  const inTextField = (target) =>
    target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (event.key !== document.body.dataset.key || inTextField(event.target)) {
      presses.length = 0;
      return;
    }
    const now = performance.now();
    presses.push(now);
    while (presses.length && now - presses[0] > WITHIN_MS) presses.shift();
    if (presses.length >= 3) leave();
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href='/z']") : null;
    if (!link) return;
    event.preventDefault();
    leave();
  });

  // A page that was left open does not stay on the screen longer than the vault stays open. Where something was typed it
  // is only hidden, until a key or a touch: reloading would lose the words.
  const idle = Number(document.body.dataset.idle);
  if (idle) {
    const root = document.documentElement;
    const holdsWords = () =>
      Array.from(document.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox])")).some(
        (field) => field.value !== field.defaultValue,
      );
    let timer;
    const again = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        root.classList.add("gone");
        if (!holdsWords()) window.location.reload();
      }, idle * 1000);
    };
    const shown = () => {
      root.classList.remove("gone");
      again();
    };
    for (const act of ["input", "keydown", "pointerdown"]) document.addEventListener(act, shown);
    again();
  }

  // A page that the browser kept in memory asks the server again, which knows whether there still is a session.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.documentElement.classList.add("gone");
    window.location.reload();
  });
})();
