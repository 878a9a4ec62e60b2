// Shows that the keyboard is inside the copy: a frame of another origin does not say so by itself.
"use strict";
(() => {
  const frame = document.querySelector(".copy-frame");
  const look = () => frame.classList.toggle("inside", document.activeElement === frame);
  window.addEventListener("blur", look);
  window.addEventListener("focus", look);
  document.addEventListener("focusin", look);
})();
