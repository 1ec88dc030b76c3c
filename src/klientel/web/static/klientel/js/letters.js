// The page of an address to print: [data-print] opens the browser's own dialog.
(() => {
  const wake = () => document.querySelectorAll("[data-print]").forEach((el) => { el.hidden = false; });
  document.addEventListener("DOMContentLoaded", wake);
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
})();
