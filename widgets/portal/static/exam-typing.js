"use strict";
// What is being typed and not saved yet: it is saved after a pause, from time to time in one that
// has none, and at once when the field is left. Every saving is kept for ever, so an essay, which
// is long, is not saved at every breath.

window.xuefa = window.xuefa || {};

window.xuefa.Typing = class Typing {
  static PAUSE = { text: 1_500, textarea: 3_000 };
  static LONGEST = 20_000;

  /** `save` is told the id of the question whose answer is to be saved. */
  constructor(save) {
    this.save = save;
    this.questionId = null;
    this.timer = 0;
    this.since = 0;
  }

  /** Say whether an element is one that is typed into. */
  static isField(element) {
    return element?.type in Typing.PAUSE;
  }

  /** Take note of a character typed into a field of a question. */
  goesOn(questionId, field) {
    if (this.questionId !== questionId) {
      this.flush();
      this.questionId = questionId;
      this.since = performance.now();
    }
    window.clearTimeout(this.timer);
    const left = this.since + Typing.LONGEST - performance.now();
    this.timer = window.setTimeout(() => this.flush(), Math.min(Typing.PAUSE[field.type], left));
  }

  /** Save what waits. */
  flush() {
    window.clearTimeout(this.timer);
    const { questionId } = this;
    this.questionId = null;
    if (questionId) this.save(questionId);
  }
};
