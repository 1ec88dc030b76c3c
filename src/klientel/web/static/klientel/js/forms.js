// Forms: rows that repeat, fields that depend on a choice, entries that would be lost.
(() => {
  // [data-rows-form=prefix]: [data-rows-list], a template of the empty row, a button to add one.
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-rows-add]");
    if (add) {
      const box = add.closest("[data-rows-form]");
      const total = box.querySelector(`[name="${box.dataset.rowsForm}-TOTAL_FORMS"]`);
      const list = box.querySelector("[data-rows-list]");
      const html = box.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
      total.value = Number(total.value) + 1;
      list.insertAdjacentHTML("beforeend", html);
      const first = list.lastElementChild.querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
      list.lastElementChild.querySelectorAll("[data-script]").forEach((el) => { el.hidden = false; });
      if (window.htmx) htmx.process(list.lastElementChild);
    }
    // Taking a row away ticks its DELETE box, so that the server knows; it can be put back until saved.
    const remove = event.target.closest("[data-row-remove]");
    if (remove) {
      const row = remove.closest("[data-form-row]");
      const box = row.querySelector("[name$='-DELETE']");
      if (box) box.checked = !box.checked;
      row.classList.toggle("is-removed", !box || box.checked);
      row.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  // A form in the place of a value ([data-restore] inside): Escape and 'Cancel' bring the value back.
  const stood = new WeakMap();
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig: { elt } } = event.detail;
    if (!stood.has(target) && elt.matches("[hx-get]")) stood.set(target, { nodes: [...target.childNodes], elt });
  });
  const restore = (event) => {
    const form = event.target.closest("form:has([data-restore])");
    const box = form && form.parentElement;
    if (!box || !stood.has(box)) return;
    event.preventDefault();
    const { nodes, elt } = stood.get(box);
    stood.delete(box);
    box.replaceChildren(...nodes);
    elt.focus();
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") restore(event); });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-restore]")) restore(event); });

  // [data-when="name=value,other"] is shown while the field of that name has one of these values.
  const depend = (form) => form.querySelectorAll("[data-when]").forEach((el) => {
    const [name, value] = el.dataset.when.split("=");
    el.hidden = !value.split(",").includes(new FormData(form).get(name));
  });

  // [data-guard]: the browser asks before entries are lost.
  const state = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  const before = new WeakMap();
  let sent = false;

  const watch = (root) => {
    root.querySelectorAll("form[data-guard]").forEach((form) => before.set(form, state(form)));
    root.querySelectorAll("form:has([data-when])").forEach(depend);
  };

  document.addEventListener("DOMContentLoaded", () => watch(document));
  document.addEventListener("htmx:afterSettle", (event) => watch(event.target.parentElement || document));
  document.addEventListener("change", (event) => { if (event.target.form) depend(event.target.form); });
  document.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("beforeunload", (event) => {
    const changed = (form) => before.has(form) && before.get(form) !== state(form);
    if (!sent && [...document.querySelectorAll("form[data-guard]")].some(changed)) event.preventDefault();
  });
})();
