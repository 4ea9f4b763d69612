"use strict";
// Answers of one attempt that the server does not have yet, kept in this browser.
//
// Every question has its own entry in localStorage, so that two tabs never overwrite each other's
// entries. Sequence numbers rise across tabs and reloads; the server keeps the highest.

window.xuefa = window.xuefa || {};

window.xuefa.AnswerQueue = class AnswerQueue {
  /** `serverNow`: the server's time in milliseconds; machines with other clocks agree on it. */
  constructor(attemptId, serverNow) {
    this.ahead = serverNow - performance.now();
    this.prefix = `xuefa.exam.${attemptId}.`;
    this.counter = `xuefa.exam-sequence.${attemptId}`;
    this.memory = new Map();
    this.last = 0;
  }

  /** Keep the latest answer to a question until the server has it. */
  put(questionId, answer) {
    const entry = { questionId, answer, sequence: this.nextSequence() };
    this.memory.set(questionId, entry);
    this.store(this.prefix + questionId, JSON.stringify(entry));
    return entry;
  }

  /** Return every waiting answer, oldest first. */
  entries() {
    const found = new Map(this.memory);
    for (const key of this.keys()) {
      const entry = this.parse(this.load(key));
      if (!entry) continue;
      const known = found.get(entry.questionId);
      if (!known || known.sequence < entry.sequence) found.set(entry.questionId, entry);
    }
    return [...found.values()].sort((a, b) => a.sequence - b.sequence);
  }

  has(questionId) {
    return this.memory.has(questionId) || this.load(this.prefix + questionId) !== null;
  }

  /** Forget an answer that was dealt with, unless a newer one has taken its place. */
  remove(entry) {
    const inMemory = this.memory.get(entry.questionId);
    if (inMemory && inMemory.sequence <= entry.sequence) this.memory.delete(entry.questionId);
    const key = this.prefix + entry.questionId;
    const stored = this.parse(this.load(key));
    if (stored && stored.sequence <= entry.sequence) this.drop(key);
  }

  /** Forget everything; for an attempt that is over. */
  clear() {
    this.memory.clear();
    for (const key of this.keys()) this.drop(key);
    this.drop(this.counter);
  }

  /** Return the question that a storage event of another tab is about, if it is one of ours. */
  questionOf(key) {
    return key && key.startsWith(this.prefix) ? key.slice(this.prefix.length) : null;
  }

  parse(text) {
    try {
      const entry = JSON.parse(text);
      return entry && Number.isSafeInteger(entry.sequence) ? entry : null;
    } catch {
      return null;
    }
  }

  nextSequence() {
    const stored = Number(this.load(this.counter)) || 0;
    this.last = Math.max(Math.floor(performance.now() + this.ahead), this.last + 1, stored + 1);
    this.store(this.counter, String(this.last));
    return this.last;
  }

  // A browser may forbid storage or have none left: then answers wait in memory only.

  keys() {
    try {
      return Object.keys(window.localStorage).filter((key) => key.startsWith(this.prefix));
    } catch {
      return [];
    }
  }

  load(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  store(key, text) {
    try {
      window.localStorage.setItem(key, text);
    } catch {
      // the copy in memory stays
    }
  }

  drop(key) {
    try {
      window.localStorage.removeItem(key);
    } catch {
      // nothing was stored
    }
  }
};
