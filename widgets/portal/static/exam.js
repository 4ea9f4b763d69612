"use strict";
// The exam page: saves every answer at once, keeps unsaved ones, follows the server's clock, and
// hands in. The server decides everything; this page only tells it what was picked.

(() => {
  const { AnswerQueue, QuestionSheet, ExamClock, Typing } = window.xuefa;
  const exam = document.getElementById("exam");
  const byId = (id) => document.getElementById(id);
  const attemptId = exam.dataset.attempt;
  const holdsPass = exam.dataset.pass !== undefined;
  const attemptUrl = `/api/attempts/${encodeURIComponent(attemptId)}`;
  const resultUrl = `/result/${encodeURIComponent(attemptId)}`;

  const ASK_EVERY = 20_000;
  const RETRY_FIRST = 2_000;
  const RETRY_LONGEST = 30_000;
  const PATIENCE = 10_000;

  const queue = new AnswerQueue(attemptId, Number(exam.dataset.now));
  const sheet = new QuestionSheet(exam);
  const typing = new Typing(answerChanged);
  const touched = new Map();
  let sending = null;
  let retryTimer = 0;
  let retryDelay = RETRY_FIRST;
  let isCutOff = false;
  let isLoggedOut = false;
  let isLeaving = false;

  const clock = new ExamClock(byId("clock"), byId("clock-figures"), {
    onLevel(level) {
      const word = level === "last" ? "还剩最后 1 分钟，到时自动交卷。" : "还剩 5 分钟。";
      say(word);
      if (level === "last") byId("exam-urgent").textContent = word;
    },
    onEnd: () => endOfTime(),
  });

  // Talking to the server

  function xsrfToken() {
    const match = document.cookie.match(/(?:^|;\s*)_xsrf=([^;]*)/);
    return match ? decodeURIComponent(match[1]) : "";
  }

  async function ask(url, options = {}) {
    const response = await fetch(url, {
      ...options,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const content = await response.json().catch(() => ({}));
    return { status: response.status, ok: response.ok, content };
  }

  function send(entry) {
    return ask(`${attemptUrl}/answers/${encodeURIComponent(entry.questionId)}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-XSRFToken": xsrfToken() },
      body: JSON.stringify({ answer: entry.answer, sequence: entry.sequence }),
    });
  }

  // Saving

  function answerChanged(questionId) {
    touched.set(questionId, performance.now());
    queue.put(questionId, sheet.answer(questionId));
    sheet.setStatus(questionId, "saving", "保存中…");
    showSaving();
    sendWaiting();
  }

  /** Send what waits, oldest first; one round at a time. Resolves when the round is over. */
  function sendWaiting() {
    window.clearTimeout(retryTimer);
    sending ??= sendRound().finally(() => {
      sending = null;
      showSaving();
    });
    return sending;
  }

  async function sendRound() {
    for (let entry = queue.entries()[0]; entry; entry = queue.entries()[0]) {
      let reply;
      try {
        reply = await send(entry);
      } catch {
        return waitForConnection("未保存（断网，将自动重试）");
      }
      if (isLeaving) return undefined;
      if (!(await takeReply(entry, reply))) return undefined;
    }
    retryDelay = RETRY_FIRST;
    return undefined;
  }

  /** Deal with the reply to one answer; false ends the round. */
  async function takeReply(entry, { status, ok, content }) {
    if (ok) {
      accepted(entry, content);
      return true;
    }
    // 404: somebody else has logged in on this machine; the answer waits for its own learner
    if (status === 401 || status === 403 || status === 404) {
      isLoggedOut = true;
      waitForConnection(holdsPass ? "未保存（凭证已失效）" : "未保存（登录已过期）");
      return false;
    }
    if (status === 409) {
      queue.remove(entry);
      await synchronise();
      if (!queue.has(entry.questionId)) sheet.setStatus(entry.questionId, "saved", "已保存");
      return !isLeaving;
    }
    if (status >= 500 || status === 408 || status === 429) {
      waitForConnection("未保存（服务器忙，将自动重试）");
      return false;
    }
    queue.remove(entry);
    sheet.setStatus(entry.questionId, "refused", `没有保存：${content.message || "请重新选择"}`);
    return true;
  }

  function accepted(entry, content) {
    queue.remove(entry);
    isCutOff = false;
    isLoggedOut = false;
    touched.set(entry.questionId, performance.now());
    if (!queue.has(entry.questionId)) {
      sheet.setStatus(entry.questionId, "saved", `已保存 ${timeOfDay(content.saved_at)}`);
    }
    clock.synchronise(content.seconds_left);
  }

  function waitForConnection(words) {
    isCutOff = true;
    for (const entry of queue.entries()) sheet.setStatus(entry.questionId, "unsaved", words);
    window.clearTimeout(retryTimer);
    retryTimer = window.setTimeout(sendWaiting, retryDelay);
    retryDelay = Math.min(retryDelay * 2, RETRY_LONGEST);
  }

  function timeOfDay(text) {
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) return "";
    return time.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  }

  // What the page says

  function say(words) {
    const place = byId("exam-word");
    if (place.textContent !== words) place.textContent = words;
  }

  function showSaving() {
    const waiting = queue.entries().length;
    const place = byId("saving");
    const isStuck = waiting > 0 && isCutOff && sending === null;
    place.dataset.state = isStuck ? "unsaved" : waiting ? "saving" : "saved";
    place.textContent = isStuck ? `${waiting} 题未保存` : waiting ? "保存中…" : "已全部保存";
    if (isStuck && isLoggedOut) {
      sayLoggedOut();
    } else if (isStuck) {
      say("连接不上服务器，答案先留在这台电脑上，连上后自动保存。请不要关闭页面。");
      place.dataset.wasStuck = "yes";
    } else if (!waiting && place.dataset.wasStuck) {
      delete place.dataset.wasStuck;
      say("已经连上，答案全部保存。");
    }
  }

  function sayLoggedOut() {
    const place = byId("exam-word");
    byId("saving").dataset.wasStuck = "yes";
    if (place.querySelector("a")) return;
    const link = document.createElement("a");
    const where = holdsPass ? { href: "/pass/code", textContent: "在新页面输入凭证码" } : { href: "/login", textContent: "在新页面重新登录" };
    Object.assign(link, where, { target: "_blank" });
    const why = holdsPass ? "学员凭证已失效，或者换到了别的手机。请向工作人员要凭证码，" : "登录已过期。请";
    place.replaceChildren(why, link, "，回到本页后答案会自动保存。");
  }

  // Following the server: time, state, and answers given in another tab

  async function synchronise() {
    const askedAt = performance.now();
    let reply;
    try {
      reply = await ask(attemptUrl);
    } catch {
      return false;
    }
    if (!reply.ok || isLeaving) return reply.ok;
    if (reply.content.state !== "open") {
      leaveFor(resultUrl);
      return true;
    }
    clock.synchronise(reply.content.seconds_left);
    takeAnswers(reply.content.answers || {}, askedAt);
    if (queue.entries().length) sendWaiting();
    return true;
  }

  function takeAnswers(answers, askedAt) {
    for (const questionId of sheet.cards.keys()) {
      const changedSince = (touched.get(questionId) ?? -1) >= askedAt;
      const isTyped = questionId === typing.questionId;
      if (changedSince || isTyped || queue.has(questionId) || sheet.isKept(questionId)) continue;
      const saved = answers[questionId] ?? null;
      if (JSON.stringify(saved) === JSON.stringify(sheet.answer(questionId))) continue;
      sheet.setAnswer(questionId, saved);
      sheet.setStatus(questionId, "saved", "已保存");
    }
  }

  function takeFromOtherTab(questionId, text) {
    if (questionId === typing.questionId) return; // it is saved later, so it counts
    const entry = queue.parse(text);
    if (entry) {
      touched.set(questionId, performance.now());
      sheet.setAnswer(questionId, entry.answer);
      sheet.setStatus(questionId, "saving", "保存中…");
    } else if (!queue.has(questionId)) {
      sheet.setStatus(questionId, "saved", "已保存");
    }
    showSaving();
  }

  function leaveFor(url) {
    isLeaving = true;
    clock.stop();
    queue.clear();
    window.location.replace(url);
  }

  // Handing in

  const dialog = byId("hand-in-dialog");
  const confirmButton = byId("hand-in-confirm");

  async function openDialog() {
    typing.flush();
    listUnanswered();
    showTrouble("");
    dialog.showModal();
    if (!queue.entries().length) return;
    await sendWaiting();
    listUnanswered(); // an answer may have been refused just now
  }

  function listUnanswered() {
    const open = sheet.unanswered();
    byId("hand-in-open-questions").hidden = open.length === 0;
    byId("hand-in-complete").hidden = open.length > 0;
    byId("unanswered-count").textContent = String(open.length);
    byId("unanswered").replaceChildren(...open.map(unansweredLink));
  }

  function unansweredLink({ number, href }) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = number;
    link.setAttribute("aria-label", `去第 ${number} 题`);
    link.addEventListener("click", () => dialog.close());
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  function showTrouble(words) {
    const place = byId("hand-in-trouble");
    place.textContent = words;
    place.hidden = !words;
  }

  function setHandingIn(isHandingIn) {
    confirmButton.disabled = isHandingIn;
    confirmButton.textContent = isHandingIn ? "正在交卷…" : "确认交卷";
  }

  async function handIn() {
    if (confirmButton.disabled) return;
    setHandingIn(true);
    showTrouble("");
    typing.flush();
    await sendWaiting();
    if (isLeaving) return;
    if (queue.entries().length) {
      setHandingIn(false);
      showTrouble("还有答案没有保存到服务器，现在交卷会丢。请等网络恢复后再交；时间到了会自动交卷。");
      return;
    }
    submitHandIn();
  }

  function submitHandIn() {
    isLeaving = true;
    byId("hand-in").submit();
  }

  /** Time is over here; the server decides whether it really is, and hands in by itself. */
  async function endOfTime() {
    if (isLeaving) return;
    say("时间到，正在交卷…");
    typing.flush();
    setFieldsDisabled(true);
    await sendWaiting();
    const isConnected = isLeaving || (await synchronise());
    if (isLeaving) return;
    if (!isConnected) {
      say("时间到。现在连接不上服务器，服务器会按已保存的答案交卷；连上后自动显示成绩。");
      window.setTimeout(endOfTime, 5_000);
    } else if (clock.secondsLeft > 0) {
      setFieldsDisabled(false);
      say("");
    } else {
      submitHandIn();
    }
  }

  function setFieldsDisabled(isDisabled) {
    for (const fields of byId("answers").querySelectorAll("fieldset")) fields.disabled = isDisabled;
  }

  // Wiring

  byId("answers").addEventListener("submit", (event) => event.preventDefault());
  byId("answers").addEventListener("change", (event) => {
    const questionId = sheet.questionOf(event.target);
    if (Typing.isField(event.target)) typing.flush();
    else if (questionId) answerChanged(questionId);
  });
  byId("answers").addEventListener("input", (event) => {
    const field = event.target;
    if (Typing.isField(field)) typing.goesOn(sheet.questionOf(field), field);
  });
  byId("answers").addEventListener("click", (event) => {
    const button = event.target.closest("[data-clear]");
    if (!button) return;
    const questionId = sheet.questionOf(button);
    typing.flush();
    sheet.setAnswer(questionId, null);
    answerChanged(questionId);
    sheet.focus(questionId);
  });
  byId("hand-in-open").addEventListener("click", openDialog);
  byId("hand-in-back").addEventListener("click", () => dialog.close());
  byId("hand-in").addEventListener("submit", (event) => {
    event.preventDefault();
    handIn();
  });

  window.addEventListener("storage", (event) => {
    const questionId = queue.questionOf(event.key);
    if (questionId) takeFromOtherTab(questionId, event.newValue);
  });
  window.addEventListener("online", () => {
    retryDelay = RETRY_FIRST;
    sendWaiting();
    synchronise();
  });
  window.addEventListener("focus", synchronise);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") synchronise();
    else typing.flush();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isLeaving = false;
    setHandingIn(false);
    synchronise();
  });
  window.addEventListener("beforeunload", (event) => {
    typing.flush();
    if (!isLeaving && queue.entries().length) event.preventDefault();
  });

  // Start: answers that an earlier visit could not save come back and are sent first; what was
  // filled in while the scripts were still under way is an answer like any other.

  const early = [...sheet.cards.keys()].filter((questionId) => sheet.isFilledEarly(questionId));
  for (const entry of queue.entries()) {
    if (early.includes(entry.questionId)) continue;
    sheet.setAnswer(entry.questionId, entry.answer);
    sheet.setStatus(entry.questionId, "saving", "保存中…");
  }
  for (const questionId of sheet.cards.keys()) {
    if (early.includes(questionId)) answerChanged(questionId);
    else if (!queue.has(questionId)) sheet.setStatus(questionId, "saved", "已保存");
  }
  if (window.matchMedia("(max-width: 56rem)").matches) byId("exam-map").open = false;
  clock.start(Number(exam.dataset.secondsLeft));
  sendWaiting();
  window.setInterval(synchronise, ASK_EVERY);
})();
