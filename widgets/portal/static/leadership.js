"use strict";
// Attendance: a tap is saved at once and can be undone; the form about evidence shows what it needs.
// Without it every tap sends the form, and all fields are shown; the server checks everything.

(() => {
  const roll = document.querySelector("form[data-roll]");
  if (roll) takeRoll(roll);
  const kinds = document.querySelector("form[data-kinds]");
  if (kinds) showKinds(kinds);

  function takeRoll(form) {
    const count = document.querySelector("[data-count]");
    const said = document.querySelector("[data-said]");
    const undo = document.querySelector("[data-undo]");
    let last = null;
    let saving = Promise.resolve();

    const isPresent = (button) => button.getAttribute("aria-pressed") === "true";
    const nameOf = (button) => button.querySelector("[data-person]").textContent;

    function show(button, present) {
      button.setAttribute("aria-pressed", String(present));
      button.name = present ? "absent" : "present";
    }

    async function save(button, present) {
      const fields = new URLSearchParams();
      fields.set("_xsrf", form.elements._xsrf.value);
      fields.set(present ? "present" : "absent", button.value);
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: fields,
      });
      if (answer.redirected) throw new Error("登录已经过期，刚才的没有保存。请重新登录。");
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Error(told.message || "没有保存。请刷新页面再点。");
      return told.count;
    }

    async function tick(button, present) {
      button.classList.add("lead-saving");
      try {
        count.textContent = await save(button, present);
        show(button, present);
        last = button;
        undo.hidden = false;
        said.classList.remove("lead-bad");
        said.textContent = `${nameOf(button)}：${present ? "到会" : "未到"}，已保存`;
      } catch (error) {
        said.classList.add("lead-bad");
        said.textContent =
          error instanceof TypeError ? `${nameOf(button)}没有保存，请检查网络再点一次。` : error.message;
      } finally {
        button.classList.remove("lead-saving");
      }
    }

    // One after the other, so that a quick second tap on a name undoes the first.
    const queue = (button) => {
      saving = saving.then(() => tick(button, !isPresent(button)));
    };
    form.addEventListener("submit", (event) => {
      if (!event.submitter) return;
      event.preventDefault();
      queue(event.submitter);
    });
    undo.addEventListener("click", () => {
      if (last) queue(last);
    });

    const find = document.querySelector("[data-find]");
    find.closest(".lead-find").hidden = false;
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    find.addEventListener("input", () => {
      const wanted = find.value.trim();
      for (const group of form.querySelectorAll("fieldset")) {
        const buttons = [...group.querySelectorAll(".lead-person")];
        for (const button of buttons) button.hidden = !nameOf(button).includes(wanted);
        group.hidden = buttons.every((button) => button.hidden);
      }
    });
  }

  function showKinds(form) {
    const fields = [...form.querySelectorAll("[data-kind]")];
    const tell = () => {
      const kind = form.elements.kind.value;
      for (const field of fields) {
        field.hidden = !field.dataset.kind.split(" ").includes(kind);
      }
    };
    form.addEventListener("change", tell);
    tell();
  }
})();
