"use strict";
// Giving points: quick buttons, keys, and the running total. Without it the page still saves.

(() => {
  const form = document.getElementById("marking-form");
  const fields = form ? [...form.querySelectorAll('input[name="points"]')] : [];

  /** Return the points in a field, NaN where there are none that may be given. */
  function pointsIn(field) {
    const written = field.value.trim();
    if (written === "") return NaN;
    if (written === field.dataset.most) return valueOf(written);
    const points = Number(written);
    const isStep = Number.isInteger(points * 2);
    return isStep && points >= 0 && points <= valueOf(field.dataset.most) ? points : NaN;
  }

  /** Full points may be a fraction, as 4/3. */
  function valueOf(written) {
    const [over, under = "1"] = written.split("/");
    return Number(over) / Number(under);
  }

  function showTotal() {
    const given = fields.map(pointsIn).filter((points) => !Number.isNaN(points));
    const sum = given.reduce((one, other) => one + other, 0);
    const total = document.getElementById("marking-total");
    total.querySelector("[data-total]").textContent = String(Math.round(sum * 100) / 100);
    total.dataset.state = given.length === fields.length ? "whole" : "open";
    for (const field of fields) {
      const isBad = field.validity.badInput || (field.value !== "" && Number.isNaN(pointsIn(field)));
      field.toggleAttribute("data-bad", isBad);
    }
  }

  function give(field, written) {
    field.value = written;
    field.removeAttribute("aria-invalid");
    showTotal();
  }

  /** Go from one field to the next, and from the last to the comment. */
  function goOn(field) {
    const next = fields[fields.indexOf(field) + 1] || document.getElementById("comment");
    next.focus();
    if (next.select && next.name === "points") next.select();
  }

  function onKey(event) {
    const field = event.target;
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[name="then"][value="next"]'));
      return;
    }
    if (!fields.includes(field) || event.isComposing) return;
    if (event.key === "End") give(field, field.dataset.most);
    else if (event.key === "Home") give(field, "0");
    else if (event.key === "Enter") goOn(field);
    else return;
    event.preventDefault();
  }

  /** Keep folds as they were left, from one answer to the next. */
  function keepFolds() {
    for (const fold of document.querySelectorAll("details[data-keep]")) {
      const key = `xuefa.marking.${fold.dataset.keep}`;
      const kept = sessionStorage.getItem(key);
      if (kept !== null) fold.open = kept === "open";
      fold.addEventListener("toggle", () => {
        sessionStorage.setItem(key, fold.open ? "open" : "closed");
      });
    }
  }

  keepFolds();
  if (!fields.length) return;
  form.addEventListener("input", (event) => {
    event.target.removeAttribute("aria-invalid");
    showTotal();
  });
  form.addEventListener("keydown", onKey);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-give]");
    if (!button) return;
    const field = button.closest(".marking-entry").querySelector("input");
    give(field, button.dataset.give);
    goOn(field);
  });
  for (const field of fields) {
    field.addEventListener("wheel", () => field.blur()); // scrolling must not change points
  }
  for (const part of form.querySelectorAll(".marking-quick, .marking-total, .marking-keys")) {
    part.hidden = false;
  }
  showTotal();
  const faulty = fields.find((field) => field.getAttribute("aria-invalid"));
  if (faulty) faulty.focus();
})();
