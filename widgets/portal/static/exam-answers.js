"use strict";
// The questions on the page: reading and setting answers, and saying how each one stands.

window.xuefa = window.xuefa || {};

window.xuefa.QuestionSheet = class QuestionSheet {
  constructor(root) {
    this.root = root;
    this.cards = new Map();
    for (const card of root.querySelectorAll("[data-question]")) {
      this.cards.set(card.dataset.question, card);
    }
  }

  /** Return the id of the question that an element belongs to. */
  questionOf(element) {
    const card = element.closest("[data-question]");
    return card ? card.dataset.question : null;
  }

  /** Return the answer as the server takes it: a letter, letters, a boolean, or null. */
  answer(questionId) {
    const card = this.cards.get(questionId);
    const picked = this.picked(card);
    if (!picked.length) return null;
    if (card.dataset.kind === "multiple_choice") return picked.sort();
    return card.dataset.kind === "true_false" ? picked[0] === "true" : picked[0];
  }

  /** Show an answer that came from the server or from another tab. */
  setAnswer(questionId, answer) {
    const card = this.cards.get(questionId);
    if (!card) return;
    const picked = answer === null || answer === undefined ? [] : [answer].flat().map(String);
    for (const input of card.querySelectorAll(".option input")) {
      input.checked = picked.includes(input.value);
    }
  }

  isAnswered(questionId) {
    return this.answer(questionId) !== null;
  }

  /** Return the questions without an answer, in their order, as {number, href}. */
  unanswered() {
    return [...this.cards.values()]
      .filter((card) => !this.isAnswered(card.dataset.question))
      .map((card) => ({ number: card.dataset.number, href: `#${card.id}` }));
  }

  /** Say how the answer stands: saving, saved, unsaved or refused, with the words to show. */
  setStatus(questionId, state, words) {
    const card = this.cards.get(questionId);
    if (!card) return;
    const answered = this.isAnswered(questionId);
    const status = card.querySelector(".save-status");
    const isOpen = state === "saved" && !answered;
    status.dataset.state = isOpen ? "open" : state;
    status.textContent = isOpen ? "未作答" : words;
    card.querySelector("[data-clear]").hidden = !answered;
    this.updateMap(questionId, answered, state === "unsaved" || state === "refused");
  }

  updateMap(questionId, answered, isUnsaved) {
    const link = this.root.querySelector(`[data-map="${CSS.escape(questionId)}"]`);
    link.dataset.state = isUnsaved ? "unsaved" : answered ? "answered" : "open";
    const word = answered ? "已答" : "未答";
    link.querySelector("[data-word]").textContent = isUnsaved ? `${word}，未保存` : word;
    const count = [...this.cards.keys()].filter((id) => this.isAnswered(id)).length;
    this.root.querySelector("#answered-count").textContent = String(count);
  }

  picked(card) {
    return [...card.querySelectorAll(".option input:checked")].map((input) => input.value);
  }
};
