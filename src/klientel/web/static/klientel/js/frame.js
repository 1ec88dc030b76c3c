// The frame: menus, dialogs, what was said, trouble. Every page works without it.
(() => {
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

  // What only makes sense with script is hidden until there is one.
  const wake = (root) => each("[data-script], [data-dismiss], [data-rows-add]", (el) => { el.hidden = false; }, root);

  const openDialog = (dialog) => {
    if (!dialog || dialog.open) return;
    dialog.showModal();
    const first = dialog.querySelector("[autofocus], input:not([type=hidden]), select, textarea");
    if (first) first.focus();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog) { event.preventDefault(); openDialog(dialog); }
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog").close();
    if (event.target.matches("dialog.k-dialog")) event.target.close(); // the scrim
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest("[data-toast]").remove();
    each("details.k-menu[open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Menus: arrows walk, Escape closes and gives the focus back.
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest && event.target.closest("details.k-menu[open]");
    if (!menu) return;
    const items = [...menu.querySelectorAll(".k-opt:not([hidden])")];
    const at = items.indexOf(document.activeElement);
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.key === "ArrowDown" && items.length) {
      event.preventDefault();
      items[(at + 1) % items.length].focus();
    } else if (event.key === "ArrowUp" && items.length) {
      event.preventDefault();
      items[(at - 1 + items.length) % items.length].focus();
    }
  });

  // A message stays while it is looked at; an offer to undo stays longer.
  const time = (toast) => {
    if (toast.dataset.timed) return;
    toast.dataset.timed = "yes";
    const most = toast.querySelector("form") ? 30000 : 8000;
    const go = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(go, 3000);
      else toast.remove();
    };
    setTimeout(go, most);
  };

  const settle = (root) => {
    wake(root);
    each("[data-toast]", time);
    each("dialog[data-open]", openDialog, root);
    const refused = root.querySelector("[data-focus]");
    if (refused) refused.focus();
  };

  document.addEventListener("DOMContentLoaded", () => settle(document));
  document.addEventListener("htmx:afterSettle", (event) => settle(event.target));

  // Trouble: answers of 400 and more land in #problem (see htmx-config); no answer says so itself.
  const problem = () => document.getElementById("problem");
  document.addEventListener("htmx:beforeRequest", () => { if (problem()) problem().replaceChildren(); });
  document.addEventListener("htmx:sendError", () => {
    problem().replaceChildren(document.getElementById("offline").content.cloneNode(true));
    problem().scrollIntoView({ block: "center" });
  });
  document.addEventListener("htmx:responseError", () => problem().scrollIntoView({ block: "center" }));
})();
