// The pad on which a party signs, and the sum of a fine counted while the judge types it. Without this script both
// forms work: the word is then taken in on paper, and the server counts.
"use strict";
(() => {
  const pad = () => {
    const field = document.querySelector('input[name="pad"]');
    const words = document.getElementById("app-pad-words");
    const means = [...document.querySelectorAll('input[name="means"]')];
    if (!field || !words || !means.length) return;
    const box = document.createElement("div");
    box.className = "govuk-form-group";
    box.innerHTML = '<p class="govuk-label"></p><p class="govuk-hint"></p><canvas class="app-pad" width="1020" height="330"></canvas><button type="button" class="app-linkbutton"></button>';
    const [title, hint, canvas, clear] = box.children;
    title.textContent = words.dataset.title;
    hint.textContent = words.dataset.hint;
    clear.textContent = words.dataset.clear;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words.dataset.title);
    means[0].closest(".govuk-form-group").after(box);
    const show = () => { box.hidden = !means.some((one) => one.checked && one.value === "pad"); };
    means.forEach((one) => one.addEventListener("change", show));
    show();
    const pen = canvas.getContext("2d");
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    let last = null;
    const place = (event) => {
      const seen = canvas.getBoundingClientRect();
      return [(event.clientX - seen.left) * canvas.width / seen.width, (event.clientY - seen.top) * canvas.height / seen.height];
    };
    canvas.addEventListener("pointerdown", (event) => { last = place(event); canvas.setPointerCapture(event.pointerId); event.preventDefault(); });
    canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const next = place(event);
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...next);
      pen.stroke();
      last = next;
    });
    canvas.addEventListener("pointerup", () => { last = null; field.value = canvas.toDataURL("image/png"); });
    clear.addEventListener("click", () => { pen.clearRect(0, 0, canvas.width, canvas.height); field.value = ""; });
  };
  const fines = () => {
    const words = document.getElementById("app-fine-words");
    for (const field of document.querySelectorAll("input[data-index]")) {
      const { index, least, most } = field.dataset;
      const sum = document.createElement("p");
      sum.className = "app-fine-sum";
      sum.setAttribute("aria-live", "polite");
      field.after(sum);
      const count = () => {
        const n = Number(field.value);
        const typed = field.value !== "";
        const bad = typed && (n < Number(least) || n > Number(most));
        sum.classList.toggle("is-bad", bad);
        const tenge = (n * Number(index)).toLocaleString("ru-RU");
        sum.textContent = !typed ? "" : bad
          ? words.dataset.range.replace("{least}", least).replace("{most}", most).replace("{n}", n)
          : `${words.dataset.sum}: ${n} × ${Number(index).toLocaleString("ru-RU")} = ${tenge} ₸`;
      };
      field.addEventListener("input", count);
      count();
    }
  };
  document.addEventListener("DOMContentLoaded", () => { pad(); fines(); });
})();
