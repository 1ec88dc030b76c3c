// Files dropped on form[data-drop] go into its [data-drop-input]; the form is sent, unless it waits for its button (data-drop-waits).
(() => {
  const over = (form, is) => form.classList.toggle("is-over", is);
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const formOf = (event) => (event.target instanceof Element ? event.target.closest("[data-drop]") : null);

  document.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault(); // beside the form too: a browser would leave the page and open the file
    const form = formOf(event);
    event.dataTransfer.dropEffect = form ? "copy" : "none";
    if (form) over(form, true);
  });

  document.addEventListener("dragleave", (event) => {
    const form = formOf(event);
    if (form && !form.contains(event.relatedTarget)) over(form, false);
  });

  document.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    const form = formOf(event);
    if (!form) return;
    over(form, false);
    const input = form.querySelector("[data-drop-input]");
    if (!input) return;
    const taken = new DataTransfer();
    for (const file of event.dataTransfer.files) if (input.multiple || !taken.files.length) taken.items.add(file);
    input.files = taken.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if (!("dropWaits" in form.dataset) && input.files.length) form.requestSubmit();
  });
})();
