// Suggestions under a search field: a combobox over the listbox that htmx fills.
// [data-suggest] holds input[role=combobox] and [role=listbox] with [role=option] links.
(() => {
  const parts = (el) => {
    const box = el.closest && el.closest("[data-suggest]");
    return box && { input: box.querySelector("[role=combobox]"), list: box.querySelector("[role=listbox]") };
  };

  const options = (list) => [...list.querySelectorAll("[role=option]")];

  const mark = (input, list, chosen) => {
    options(list).forEach((option, n) => {
      option.id = option.id || `${list.id}-${n}`;
      option.setAttribute("aria-selected", option === chosen ? "true" : "false");
    });
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const show = (input, list, open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", open ? "true" : "false");
    if (!open) mark(input, list, null);
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    const found = event.target.matches("[role=listbox]") && parts(event.target);
    if (!found) return;
    show(found.input, found.list, found.input.value.trim() !== "" && found.list.children.length > 0);
    if (found.list.dataset.first !== undefined) mark(found.input, found.list, options(found.list)[0]);
  });

  document.addEventListener("keydown", (event) => {
    const found = event.target.matches("[role=combobox]") && parts(event.target);
    if (!found || found.list.hidden) return;
    const all = options(found.list);
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
      mark(found.input, found.list, all[next]);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      all[at].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      show(found.input, found.list, false);
    }
  });

  // An option of a picker (data-value) fills the field and its hidden partner; a link is followed.
  document.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option][data-value]");
    const found = option && parts(option);
    if (found) {
      event.preventDefault();
      found.input.value = option.dataset.label || option.textContent.trim();
      const hidden = option.closest("[data-suggest]").querySelector("input[type=hidden]");
      if (hidden) {
        hidden.value = option.dataset.value;
        hidden.dispatchEvent(new Event("change", { bubbles: true }));
      }
      show(found.input, found.list, false);
      found.input.focus();
      return;
    }
    document.querySelectorAll("[data-suggest]").forEach((box) => {
      const other = parts(box);
      if (!box.contains(event.target) && other.list && !other.list.hidden) show(other.input, other.list, false);
    });
  });

  // What is typed after choosing is no longer that record.
  document.addEventListener("input", (event) => {
    const hidden = event.target.matches("[data-suggest] [role=combobox]") && event.target.closest("[data-suggest]").querySelector("input[type=hidden]");
    if (hidden) hidden.value = "";
  });
})();
