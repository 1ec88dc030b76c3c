// Passkeys: form[data-passkey=create|get|login] asks the device, then sends its answer. [data-print] prints.
(() => {
  const optionsOf = async (form) => {
    const held = document.getElementById(form.dataset.options || "");
    if (held) return JSON.parse(held.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  };

  const asked = async (form) => {
    const options = await optionsOf(form);
    if (form.dataset.passkey !== "create") return webauthnJSON.get(options.request_options);
    const made = options.creation_options;
    Object.assign(made.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return webauthnJSON.create(made);
  };

  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await asked(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  };

  // A passkey belongs to a name: browsers take none for a bare address.
  const named = !/^[\d.:[\]]+$/.test(location.hostname);
  const able = Boolean(named && window.isSecureContext && window.PublicKeyCredential && window.webauthnJSON);
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("button[type=submit]").hidden = !able;
    const missing = form.querySelector("[data-passkey-missing]");
    if (missing) missing.hidden = able;
    if (able) form.addEventListener("submit", send);
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
