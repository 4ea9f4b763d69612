"use strict";
// Signing in on a phone: invited enterprises are found by any characters of their names.
// Without this script the browser's own list of the field does.

(() => {
  const field = document.getElementById("enterprise");
  const source = document.getElementById("invited");
  if (!field || !source) return;

  const MOST = 30;
  const names = [...source.options].map((option) => option.value);
  const hint = document.getElementById("enterprise-hint");
  const usual = hint.textContent;
  const list = document.createElement("ul");
  let picked = -1;

  if (!names.length) return;
  field.removeAttribute("list");
  list.className = "choices";
  list.id = "enterprise-choices";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "受邀单位");
  list.hidden = true;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.after(list);
  hint.setAttribute("role", "status");

  const plain = (text) => text.normalize("NFKC").replace(/[\s·•・]/g, "").toLowerCase();

  function show(isShown) {
    list.hidden = !isShown;
    field.setAttribute("aria-expanded", String(isShown));
    if (!isShown) pick(-1);
  }

  function pick(place) {
    picked = place;
    [...list.children].forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === place));
      if (at === place) item.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `choice-${place}`);
  }

  function told(wanted) {
    if (!wanted) return usual;
    if (names.some((name) => plain(name) === wanted)) return "在受邀单位里。";
    if (list.children.length) return `受邀单位里有 ${list.children.length} 家名称相近，请选一家；都不是的，直接写全称。`;
    return "受邀单位里没有这个名称。确认是全称的，可以照样签到。";
  }

  function look() {
    const wanted = plain(field.value);
    const found = wanted ? names.filter((name) => plain(name).includes(wanted)).slice(0, MOST) : [];
    list.replaceChildren(...found.map((name, place) => {
      const item = document.createElement("li");
      item.id = `choice-${place}`;
      item.setAttribute("role", "option");
      item.textContent = name;
      return item;
    }));
    const isDone = found.length === 1 && plain(found[0]) === wanted;
    show(found.length > 0 && !isDone);
    hint.textContent = told(wanted);
  }

  function take(item) {
    field.value = item.textContent;
    show(false);
    hint.textContent = told(plain(field.value));
  }

  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden || !count) return;
    if (event.key === "ArrowDown") pick((picked + 1) % count);
    else if (event.key === "ArrowUp") pick((picked + count - 1) % count);
    else if (event.key === "Enter" && picked >= 0) take(list.children[picked]);
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take(item);
  });
  field.addEventListener("blur", () => show(false));
})();
