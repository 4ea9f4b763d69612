"use strict";
// The fields of a question, whatever its kind: reading and setting an answer, moving steps, and
// room for what is written.
//
// Exams and practice share it. A card is any element around the fields of one question.

window.xuefa = window.xuefa || {};

window.xuefa.fields = (() => {
  const FIRST = ".option input, .blank input, .essay textarea, .step-move:enabled, .pair select";
  const TO_DO = {
    fill_in: "请先填写答案。",
    ordering: "请先排好顺序；不用动的，点“就是这个顺序”。",
    matching: "还有没选编号的项，请选完。",
    essay: "请先写下您的回答。",
  };

  /** Return the answer as the server takes it: a text, letters or pairs, a boolean, or null. */
  function read(card, kind) {
    if (kind === "fill_in") return card.querySelector(".blank input").value.trim() || null;
    if (kind === "essay") return written(card.querySelector(".essay textarea"));
    if (kind === "ordering") return stepsOf(card);
    if (kind === "matching") {
      const pairs = [...card.querySelectorAll(".pair select")].map((menu) => menu.value);
      return listOrNull(pairs.filter(Boolean).sort());
    }
    const picked = [...card.querySelectorAll(".option input:checked")].map((one) => one.value);
    if (kind === "multiple_choice" || !picked.length) return listOrNull(picked.sort());
    return kind === "true_false" ? picked[0] === "true" : picked[0];
  }

  /** Show an answer; null shows the fields as they were at first. */
  function write(card, kind, answer) {
    const given = answer === null || answer === undefined ? [] : [answer].flat().map(String);
    if (kind === "fill_in") {
      card.querySelector(".blank input").value = given[0] ?? "";
    } else if (kind === "essay") {
      showWritten(card.querySelector(".essay textarea"), given[0] ?? "");
    } else if (kind === "ordering") {
      showSteps(card.querySelector("[data-steps]"), given);
    } else if (kind === "matching") {
      for (const menu of card.querySelectorAll(".pair select")) {
        const values = [...menu.options].map((option) => option.value);
        menu.value = given.find((pair) => values.includes(pair)) ?? "";
      }
    } else {
      for (const input of card.querySelectorAll(".option input")) {
        input.checked = given.includes(input.value);
      }
    }
  }

  /** Say what is still to be done before the question is answered in full, or "". */
  function toDo(card, kind) {
    const menus = [...card.querySelectorAll(".pair select")];
    const isOpen = read(card, kind) === null || menus.some((menu) => !menu.value);
    return isOpen ? TO_DO[kind] || "请先选一个答案。" : "";
  }

  function focus(card) {
    card.querySelector(FIRST)?.focus();
  }

  /** Say whether somebody is typing into the card at this moment. */
  function isTyping(card) {
    return document.activeElement?.type === "text" && card.contains(document.activeElement);
  }

  /** Say whether the fields were filled in before the scripts ran: not as the page came. */
  function isFilledEarly(card) {
    const options = [...card.querySelectorAll(".option input")];
    const texts = [...card.querySelectorAll(".blank input, .essay textarea")];
    return (
      options.some((one) => one.checked !== one.defaultChecked) ||
      texts.some((one) => one.value !== one.defaultValue) ||
      [...card.querySelectorAll(".pair select")].some((menu) => menu.value !== firstChoice(menu))
    );
  }

  function firstChoice(menu) {
    const choices = [...menu.options];
    return (choices.find((one) => one.defaultSelected) ?? choices[0]).value;
  }

  function listOrNull(list) {
    return list.length ? list : null;
  }

  // Essays: blanks at the ends of lines do not count, as on the server

  function written(area) {
    const lines = area.value.split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/);
    return lines.map((line) => line.trimEnd()).join("\n").trim() || null;
  }

  function showWritten(area, text) {
    if (area.value !== text) area.value = text;
    fit(area);
  }

  /** Let a text area grow with what stands in it, and say how many characters that are. */
  function fit(area) {
    if (area.scrollHeight > area.clientHeight) {
      const border = area.offsetHeight - area.clientHeight;
      area.style.height = `${area.scrollHeight + border}px`;
    }
    const place = document.getElementById(area.getAttribute("aria-describedby"));
    if (place) place.textContent = `已写 ${[...area.value].length} 字，最多 ${area.maxLength} 字`;
  }

  function addCount(area) {
    const place = document.createElement("p");
    Object.assign(place, { id: `count-${area.name}`, className: "essay-count" });
    area.setAttribute("aria-describedby", place.id);
    area.closest(".essay").after(place);
    fit(area);
  }

  function fitAll() {
    document.querySelectorAll(".essay textarea").forEach(fit);
  }

  document.querySelectorAll(".essay textarea").forEach(addCount);
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".essay textarea")) fit(event.target);
  });
  window.addEventListener("resize", fitAll);

  // Steps: their order on the screen is no answer until somebody has moved or confirmed it

  function stepsOf(card) {
    const steps = card.querySelector("[data-steps]");
    if (steps.dataset.answered !== "yes") return null;
    return [...steps.children].map((step) => step.dataset.step);
  }

  function showSteps(steps, given) {
    const order = given.length ? given : [...steps.dataset.start];
    const byLetter = new Map([...steps.children].map((step) => [step.dataset.step, step]));
    for (const letter of order) {
      if (byLetter.has(letter)) steps.append(byLetter.get(letter));
    }
    setAnswered(steps, given.length > 0);
  }

  function setAnswered(steps, isAnswered) {
    steps.dataset.answered = isAnswered ? "yes" : "no";
    steps.parentElement.querySelector("[data-confirm-steps]").hidden = isAnswered;
    for (const step of steps.children) {
      step.querySelector('[data-move="up"]').disabled = step === steps.firstElementChild;
      step.querySelector('[data-move="down"]').disabled = step === steps.lastElementChild;
    }
  }

  function move(button) {
    const step = button.closest("[data-step]");
    const steps = step.parentElement;
    if (button.dataset.move === "up") step.previousElementSibling?.before(step);
    else step.nextElementSibling?.after(step);
    const place = [...steps.children].indexOf(step) + 1;
    answered(steps, `已移到第 ${place} 步：${step.querySelector(".step-text").textContent}`);
    (button.disabled ? step.querySelector(".step-move:enabled") : button).focus();
  }

  function confirm(button) {
    const steps = button.parentElement.querySelector("[data-steps]");
    answered(steps, "已经确定顺序。");
    steps.lastElementChild.querySelector(".step-move:enabled").focus();
  }

  function answered(steps, words) {
    setAnswered(steps, true);
    steps.parentElement.querySelector("[data-steps-word]").textContent = words;
    steps.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-move], [data-confirm-steps]");
    if (button?.dataset.move) move(button);
    else if (button) confirm(button);
  });

  return { read, write, toDo, focus, isTyping, isFilledEarly };
})();
