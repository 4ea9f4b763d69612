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

  /** Return the answer as the server takes it, or null. */
  answer(questionId) {
    const card = this.cards.get(questionId);
    return window.xuefa.fields.read(card, card.dataset.kind);
  }

  /** Show an answer that came from the server or from another tab. */
  setAnswer(questionId, answer) {
    const card = this.cards.get(questionId);
    if (card) window.xuefa.fields.write(card, card.dataset.kind, answer);
  }

  /** Say whether what stands there is not to be replaced: it is being typed, or was refused. */
  isKept(questionId) {
    const card = this.cards.get(questionId);
    const { kind } = card.dataset;
    if (kind === "essay") return this.isRefused(card); // long: a newer text of another tab is shown
    return kind === "fill_in" && (window.xuefa.fields.isTyping(card) || this.isRefused(card));
  }

  /** Say whether a question was answered before the scripts ran, when nobody took note of it. */
  isFilledEarly(questionId) {
    return window.xuefa.fields.isFilledEarly(this.cards.get(questionId));
  }

  isRefused(card) {
    return card.querySelector(".save-status").dataset.state === "refused";
  }

  focus(questionId) {
    window.xuefa.fields.focus(this.cards.get(questionId));
  }

  isAnswered(questionId) {
    return this.answer(questionId) !== null;
  }

  /** Return the questions without a whole answer, in their order, as {number, href}. */
  unanswered() {
    return [...this.cards.values()]
      .filter((card) => this.isRefused(card) || window.xuefa.fields.toDo(card, card.dataset.kind))
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
    const clear = card.querySelector("[data-clear]"); // an essay has none
    if (clear) clear.hidden = !answered;
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
};
