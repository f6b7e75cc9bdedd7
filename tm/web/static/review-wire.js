// What a review page asks of its server: one thing after the other, and nothing is lost without a word.

const texts = document.getElementById("texts").dataset;
const lost = document.getElementById("lost");
const retry = lost.querySelector("button");
const base = location.pathname;
let chain = Promise.resolve();
let failed = null; // what could not be sent, to be tried again

export const region = () => document.getElementById("review");

/** Do this when all before it is done. */
export function after(work) {
  chain = chain.then(work).catch((error) => {
    console.error(error);
    say(texts.failed, "refused");
  });
  return chain;
}

/** Shows a text where the outcome of commands is shown, and has it read out. */
export function say(text, kind = "") {
  const said = document.getElementById("said");
  said.className = `said ${kind}`;
  said.textContent = text;
}

/** Does something to a row; true when the answer is on the page, whatever it says. */
export async function act(fields) {
  if (failed) return false;
  const body = new URLSearchParams(fields);
  return answered(() => fetch(`${base}/do`, { method: "POST", body, headers: asPart() }), () => {
    failed = { ...fields, again: "1" };
  });
}

/** Looks for a row, or at the rows as they are now. */
export async function look(fields) {
  return answered(() => fetch(`${base}?${new URLSearchParams(fields)}`, { headers: asPart() }), () => {
    say(texts.away, "away");
  });
}

/** What others did since the version that is shown: {version, said}, or null. */
export async function changes() {
  const answer = await fetch(`${base}/changes?since=${region().dataset.version}`);
  return answer.status === 200 ? answer.json() : null;
}

export const isStuck = () => failed !== null;

function asPart() {
  return { "HX-Request": "true", Accept: "*/*" }; // so that errors come as plain words
}

async function answered(send, missed) {
  let answer;
  try {
    answer = await send();
    const text = await answer.text();
    if (!answer.headers.get("content-type")?.startsWith("text/html")) {
      if (answer.status >= 500 || answer.status === 401) {
        missed();
        tell(answer.status === 401 ? text : texts.failed);
      } else {
        say(text, "refused"); // to ask again would be in vain
      }
      return false;
    }
    await htmx.swap({ text, target: region(), swap: "outerMorph", sourceElement: region() });
    document.dispatchEvent(new CustomEvent("review:swapped"));
    return true;
  } catch {
    missed();
    tell(texts.lost);
    return false;
  }
}

function tell(text) {
  if (!failed) return;
  say(""); // what is said there is of something before
  lost.querySelector("p").textContent = text;
  lost.hidden = false;
  retry.focus();
}

retry.addEventListener("click", () => after(async () => {
  const fields = failed;
  failed = null;
  if (!fields || await act(fields)) {
    lost.hidden = true;
    document.dispatchEvent(new CustomEvent("review:recovered"));
  }
}));
addEventListener("beforeunload", (event) => failed && event.preventDefault());
