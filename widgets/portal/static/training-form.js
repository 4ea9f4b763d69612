"use strict";
// Choosing enterprises: search, permit category, a whole industry at once, and the count.
// Without it the lists of the industries work as they are.

(() => {
  const invite = document.getElementById("invite");
  const pick = invite && invite.querySelector(".training-pick");
  if (!pick) return;
  const groups = [...invite.querySelectorAll(".training-group")];
  const choices = groups.map((group) => [...group.querySelectorAll(".hours-tick")]);
  const opened = groups.map((group) => group.open);
  const find = document.getElementById("find");
  const category = document.getElementById("category");
  const none = invite.querySelector(".training-none");
  const count = invite.querySelector("[data-count]");
  let narrowed = false;

  function box(choice) {
    return choice.querySelector("input");
  }

  function tell() {
    let all = 0;
    groups.forEach((group, i) => {
      const picked = choices[i].filter((choice) => box(choice).checked).length;
      group.querySelector("[data-picked]").textContent = picked ? `，已选 ${picked} 家` : "";
      const shown = choices[i].filter((choice) => !choice.hidden);
      const rest = shown.filter((choice) => !box(choice).checked).length;
      group.querySelector("[data-all]").textContent = rest ? (narrowed ? `选中列出的 ${shown.length} 家` : "全选本行业") : "取消选择";
      all += picked;
    });
    count.textContent = `已选 ${all} 家`;
  }

  function narrow() {
    const word = find.value.trim().toLocaleLowerCase();
    const wanted = category.value;
    const wasNarrowed = narrowed;
    narrowed = Boolean(word || wanted);
    let found = 0;
    groups.forEach((group, i) => {
      if (!wasNarrowed && narrowed) opened[i] = group.open;
      const inIndustry = group.dataset.industry.toLocaleLowerCase().includes(word);
      let shown = 0;
      for (const choice of choices[i]) {
        const named = inIndustry || choice.textContent.toLocaleLowerCase().includes(word);
        choice.hidden = !(named && (!wanted || choice.dataset.category === wanted));
        shown += choice.hidden ? 0 : 1;
      }
      group.hidden = !shown;
      if (narrowed) group.open = true;
      else if (wasNarrowed) group.open = opened[i];
      found += shown;
    });
    none.hidden = found > 0;
    tell();
  }

  groups.forEach((group, i) => {
    group.querySelector(".training-group-tools").hidden = false;
    group.querySelector("[data-all]").addEventListener("click", () => {
      const shown = choices[i].filter((choice) => !choice.hidden);
      const value = shown.some((choice) => !box(choice).checked);
      for (const choice of shown) box(choice).checked = value;
      tell();
    });
  });
  pick.querySelector("[data-all]").addEventListener("click", () => {
    for (const choice of choices.flat()) box(choice).checked = false;
    tell();
  });
  invite.addEventListener("change", (event) => {
    if (event.target !== category) tell();
  });
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  category.addEventListener("change", narrow);
  document.getElementById("industry").addEventListener("change", (event) => {
    for (const group of groups) if (group.dataset.industry === event.target.value) group.open = true;
  });
  pick.hidden = false;
  tell();
})();
