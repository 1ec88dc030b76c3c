// A button copies a text: [data-copy=id]. Without a secure address the text is marked and copied the old way.
(() => {
  const marked = (el) => {
    const range = document.createRange();
    range.selectNodeContents(el);
    const chosen = getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    return document.execCommand("copy");
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const el = document.getElementById(button.dataset.copy);
    if (navigator.clipboard) await navigator.clipboard.writeText(el.innerText);
    else marked(el);
    const word = button.querySelector("[data-copied]");
    if (word) word.textContent = word.dataset.copied;
    const said = button.closest("section")?.querySelector("[data-copy-said]"); // for who does not see the button change
    if (said && word) said.textContent = word.dataset.copied;
  });
})();
