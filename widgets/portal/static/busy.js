"use strict";
// The waiting page tries again by itself; the seconds come from the server.

(() => {
  const seconds = Number(document.getElementById("busy").dataset.seconds) || 5;
  window.setTimeout(() => window.location.reload(), seconds * 1000);
})();
