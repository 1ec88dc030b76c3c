// Keys. An element names its own: data-key="g k", data-key="e, b", data-key="/, Control+k".
// A key follows a link, presses a button or puts the cursor into a field. Rows of [data-rows]
// are walked with j and k, chosen with x, opened with Enter.
(() => {
  const WAIT = 1200; // milliseconds between the keys of a sequence
  let begun = "";
  let since = 0;

  const typing = (el) => el.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");

  const named = (event) => {
    const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
    return [
      event.ctrlKey || event.metaKey ? "Control+" : "",
      event.altKey ? "Alt+" : "",
      event.shiftKey && event.key.length > 1 ? "Shift+" : "",
      key,
    ].join("");
  };

  const shown = (el) => el.checkVisibility ? el.checkVisibility() : el.offsetParent !== null;

  // Two elements may bear one key (side bar and bottom bar): the visible one goes first.
  const bearer = (keys) => {
    const all = [...document.querySelectorAll("[data-key]")].filter((el) =>
      el.dataset.key.split(",").some((one) => one.trim() === keys));
    return all.find(shown) || all.find((el) => el.matches("a[href]"));
  };

  const begins = (keys) => [...document.querySelectorAll("[data-key]")].some((el) =>
    el.dataset.key.split(",").some((one) => one.trim().startsWith(`${keys} `)));

  const act = (el) => {
    if (el.matches("input:not([type=submit], [type=button]), textarea, select")) {
      el.focus();
      if (el.select) el.select();
    } else {
      el.click();
    }
  };

  const rows = () => {
    const box = document.querySelector("[data-rows]");
    return box ? [...box.querySelectorAll("[data-row]")] : [];
  };

  const cursor = () => document.querySelector("[data-row].is-cursor");

  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(cursor());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
    all.forEach((row) => row.classList.toggle("is-cursor", row === next));
    const link = next.querySelector("[data-open], a[href]");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  const choose = () => {
    const box = cursor() && cursor().querySelector("input[type=checkbox]");
    if (box) box.click();
    return Boolean(box);
  };

  const open = () => {
    const row = cursor();
    if (!row || row.contains(document.activeElement)) return false;
    const link = row.querySelector("[data-open], a[href]");
    if (link) link.click();
    return Boolean(link);
  };

  const help = () => {
    const dialog = document.getElementById("keys");
    if (dialog) dialog.showModal();
    return Boolean(dialog);
  };

  const BUILT_IN = { j: () => move(1), k: () => move(-1), x: choose, Enter: open, "?": help };

  const save = (event) => {
    const form = event.target.closest("form");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = named(event);
    if (key === "Control+Enter") { save(event); return; }
    const free = !typing(event.target);
    if (event.key === "Escape" && !free) { // open suggestions close first, see search.js
      if (event.target.getAttribute("aria-expanded") !== "true") event.target.blur();
      return;
    }
    const controlled = event.ctrlKey || event.metaKey;
    if ((!free && !controlled) || event.altKey || document.querySelector("dialog[open]")) return;
    const keys = begun && Date.now() - since < WAIT ? `${begun} ${key}` : key;
    begun = "";
    const el = bearer(keys);
    if (el) {
      event.preventDefault();
      act(el);
    } else if (!controlled && begins(keys)) {
      begun = keys;
      since = Date.now();
    } else if (!controlled && BUILT_IN[key] && BUILT_IN[key]()) {
      event.preventDefault();
    }
  });

  // The state of a row follows its box.
  document.addEventListener("change", (event) => {
    const row = event.target.matches("input[type=checkbox]") && event.target.closest("[data-row]");
    if (row) row.classList.toggle("is-selected", event.target.checked);
  });
})();
