// form[data-household="Familie {}"]: the name that an empty field will get stands in it, faintly, while one types.
(() => {
  const proposed = (form) => {
    const rows = [...form.querySelectorAll("[data-form-row]:not(.is-removed)")];
    const value = (row, name) => row.querySelector(`[name$="-${name}"]`).value.trim();
    const people = rows
      .map((row) => ({ known: value(row, "known").replace(/\s*\(\d+\)$/, ""), title: value(row, "title"), given: value(row, "given_name"), family: value(row, "family_name") }))
      .filter((each) => each.known || each.given || each.family);
    if (people.length === 1) return people[0].known || [people[0].title, people[0].given, people[0].family].filter(Boolean).join(" ");
    const names = [...new Set(people.map((each) => each.known.split(" ").pop() || each.family || each.given))];
    return names.length === 1 ? form.dataset.household.replace("{}", names[0]) : names.join(" / ");
  };
  const show = (event) => {
    const form = event.target.closest("form[data-household]");
    if (form) form.querySelector("[name=name]").placeholder = proposed(form);
  };
  document.addEventListener("input", show);
  document.addEventListener("change", show);
})();
