// [data-choose=all|none] ticks or clears the boxes of its form; shown only with script.
(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const all = button.dataset.choose === "all";
    button.closest("form").querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = all; });
  });
})();
