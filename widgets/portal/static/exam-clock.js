"use strict";
// The time left of an exam: told by the server, counted down here, corrected at every reply.

window.xuefa = window.xuefa || {};

window.xuefa.ExamClock = class ExamClock {
  /** `onLevel` is told when 5 minutes or 1 minute is left, `onEnd` once when time is over. */
  constructor(box, figures, { onLevel, onEnd }) {
    this.box = box;
    this.figures = figures;
    this.onLevel = onLevel;
    this.onEnd = onEnd;
    this.level = "";
    this.isOver = false;
  }

  start(secondsLeft) {
    this.synchronise(secondsLeft);
    this.ticking = window.setInterval(() => this.tick(), 250);
  }

  stop() {
    window.clearInterval(this.ticking);
  }

  synchronise(secondsLeft) {
    if (!Number.isFinite(secondsLeft)) return;
    this.endsAt = performance.now() + secondsLeft * 1000;
    if (secondsLeft > 0) this.isOver = false;
    this.tick();
  }

  get secondsLeft() {
    return Math.max(0, Math.ceil((this.endsAt - performance.now()) / 1000));
  }

  tick() {
    const seconds = this.secondsLeft;
    const text = this.format(seconds);
    if (this.figures.textContent !== text) this.figures.textContent = text;
    this.setLevel(seconds);
    if (seconds === 0 && !this.isOver) {
      this.isOver = true;
      this.onEnd();
    }
  }

  setLevel(seconds) {
    const level = seconds <= 60 ? "last" : seconds <= 300 ? "soon" : "";
    if (level === this.level) return;
    this.level = level;
    this.box.dataset.level = level;
    if (level && seconds > 0) this.onLevel(level);
  }

  format(seconds) {
    const two = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }
};
