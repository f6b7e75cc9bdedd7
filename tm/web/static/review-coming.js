// How far a document is that is about to be opened; when it is there, the page goes to it.

const LOOK = 1000; // milliseconds between looks
const shown = document.getElementById("coming");

async function look() {
  try {
    const answer = await fetch(shown.dataset.place);
    if (answer.redirected) return location.replace(answer.url);
    if (!answer.ok) return location.reload(); // the list, which says why
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("coming");
    for (const part of [".far", ".lead"]) {
      const [old, now] = [shown, fresh].map((one) => one.querySelector(part));
      if (old.innerHTML !== now.innerHTML) old.innerHTML = now.innerHTML;
    }
  } catch {
    // the server is away for a moment; it is asked again
  }
  setTimeout(look, LOOK);
}

setTimeout(look, LOOK);
