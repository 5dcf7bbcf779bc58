// The trace panel of the internal edition. Data files are scripts that call mingzhang(name, data): a page opened from
// disk may not fetch. Nothing is loaded before a figure is asked for, and lines only a page at a time.
(() => {
"use strict";
const map = JSON.parse(document.getElementById("map").textContent);
const panel = document.getElementById("panel");
const PAGE = 100, SHARDS_KEPT = 40, UNFOLDED = 2;
const LINE_COLUMNS = [["date", "日期"], ["voucher", "凭证号"], ["line", "分录"], ["account", "科目"], ["memo", "摘要"], ["project", "项目"],
  ["fen", "金额（元）"], ["file", "文件"], ["row", "行"], ["origin", "来源"], ["reason", "调整理由"]];
const files = new Map(), store = {};
let origin = null, showing = 0;

window.mingzhang = (name, data) => { store[name] = data; };

function load(name) {
  if (!files.has(name)) {
    files.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => { script.remove(); done(store[name]); };
      script.onerror = () => { script.remove(); files.delete(name); failed(new Error(`data/${name}.js`)); };
      document.head.append(script);
    }));
  }
  return files.get(name);
}

function forgetOldShards() {
  const shards = [...files.keys()].filter((name) => name.startsWith("l"));
  for (const name of shards.slice(0, Math.max(0, shards.length - SHARDS_KEPT))) { files.delete(name); delete store[name]; }
}

function make(tag, look, ...inner) {
  const element = document.createElement(tag);
  if (look) element.className = look;
  element.append(...inner);
  return element;
}

function yuan(fen) {
  const size = Math.abs(fen);
  return (fen < 0 ? "-" : "") + Math.floor(size / 100).toLocaleString("en-US") + "." + String(size % 100).padStart(2, "0");
}

// 四舍五入 as the forms print: half away from zero.
function printed(fen) {
  const ticks = Math.floor(Math.abs(fen) / map.tick + 0.5);
  return yuan(fen < 0 ? -ticks : ticks);
}

function table(look, heads, rows) {
  const head = make("tr", "", ...heads.map((text) => { const th = make("th", "", text); th.scope = "col"; return th; }));
  const body = make("tbody", "", ...rows.map((cells) => make("tr", "", ...cells)));
  const box = make("div", `box ${look}`, make("table", "", make("thead", "", head), body));
  box.tabIndex = 0;
  return box;
}

function choice(text, act, pressed) {
  const button = make("button", "", text);
  button.type = "button";
  if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
  button.addEventListener("click", act);
  return button;
}

const under = (code, roots) => roots.some((root) => code.startsWith(root));

function inside(region, places, narrow) {
  const [, coarse, functions, economics] = region, taken = new Set(coarse), found = [];
  for (let i = 0; i < places.fen.length; i++) {
    if (taken.has(places.coarse[i]) && under(places.function[i], functions) && under(places.economic[i], economics)
        && (!narrow || narrow(i))) found.push(i);
  }
  return found;
}

function grouped(chosen, places, key) {
  const sums = new Map();
  for (const i of chosen) {
    const code = key(i), sum = sums.get(code) || [0, 0];
    sum[0] += places.fen[i]; sum[1] += places.count[i];
    sums.set(code, sum);
  }
  return [...sums].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}

function named(code, names) { return code === "" ? "（不分科目）" : `${code} ${names[code] || ""}`.trim(); }

const BREAKDOWNS = [
  ["按功能科目", (p) => (i) => p.function[i], (p, code) => named(code, p.function_names)],
  ["按经济科目", (p) => (i) => p.economic[i], (p, code) => named(code, p.economic_names)],
  ["按资金与性质", (p) => (i) => p.coarse[i], (p, number) => map.coarse[number][2]],
];

function months(chosen, places) {
  const sums = new Map();
  for (const i of chosen) for (const [month, fen] of places.months[i]) sums.set(month, (sums.get(month) || 0) + fen);
  return [...sums].sort((a, b) => a[0] - b[0])
    .map(([month, fen]) => [make("td", "", month ? `${month}月` : "年初与无日期"), make("td", "figure", yuan(fen))]);
}

// The figures of the law behind a derived balance: it has no lines of its own.
const DERIVED = ["closing", "surplus_used", "distribution"];
function law(region, places) {
  const funds = new Set(region[1].filter((c) => DERIVED.includes(map.coarse[c][0])).map((c) => map.coarse[c][1]));
  if (!funds.size) return null;
  const terms = [["opening", "年初结转和结余"], ["income", "＋收入"], ["surplus_used", "＋使用非财政拨款结余"],
    ["expenditure", "－支出"], ["distribution", "－结余分配"], ["closing", "＝年末结转和结余"]];
  const rows = terms.map(([flow, label]) => {
    let fen = 0;
    for (let i = 0; i < places.fen.length; i++) {
      const [ownFlow, fund] = map.coarse[places.coarse[i]];
      if (ownFlow === flow && funds.has(fund) && under(places.function[i], region[2])) fen += places.fen[i];
    }
    return [make("td", "", label), make("td", "figure", yuan(fen))];
  });
  return make("div", "", make("p", "soft", "年末余额、使用结余和结余分配没有凭证行，由下式推算："), table("", ["项目", "金额（元）"], rows));
}

function breakdown(region, places) {
  const box = make("div"), lines = make("div");
  let kind = 0, narrow = null, chosenName = "";
  const draw = () => {
    const all = inside(region, places, null);
    const bar = make("div", "choices", ...[...BREAKDOWNS.map(([name]) => name), "按月份"].map((name, index) =>
      choice(name, () => { kind = index; narrow = null; chosenName = ""; draw(); }, index === kind)));
    let rows;
    if (kind === BREAKDOWNS.length) rows = months(all, places);
    else {
      const [, key, name] = BREAKDOWNS[kind], by = key(places);
      rows = grouped(all, places, by).map(([code, [fen, count]]) => {
        const button = choice(name(places, code), () => { narrow = (i) => by(i) === code; chosenName = name(places, code); draw(); });
        button.classList.add("pick");
        return [make("td", "", button), make("td", "figure", yuan(fen)), make("td", "figure", count.toLocaleString("en-US"))];
      });
    }
    const heads = kind === BREAKDOWNS.length ? ["月份", "金额（元）"] : ["分类（点按只看该类凭证行）", "金额（元）", "行数"];
    box.replaceChildren(bar, table("", heads, rows));
    const chosen = inside(region, places, narrow).filter((i) => places.count[i] > 0);
    listLines(lines, places, chosen, 0, chosenName, () => { narrow = null; chosenName = ""; draw(); });
  };
  draw();
  const closing = law(region, places);
  return make("div", "", ...(closing ? [closing] : []), box, lines);
}

async function pageOf(places, chosen, from, to) {
  const wanted = [];
  let at = 0;
  for (const i of chosen) {
    const end = at + places.count[i];
    for (let n = Math.max(from, at); n < Math.min(to, end); n++) wanted.push(places.first[i] + n - at);
    at = end;
    if (at >= to) break;
  }
  const shards = new Map();
  await Promise.all([...new Set(wanted.map((n) => Math.floor(n / map.shard)))].map(async (s) => shards.set(s, await load(`l${s}`))));
  const rows = wanted.map((n) => {
    const shard = shards.get(Math.floor(n / map.shard)), at = n % map.shard;
    return Object.fromEntries(LINE_COLUMNS.map(([name]) => [name, Array.isArray(shard[name]) ? shard[name][at] : shard[name]]));
  });
  forgetOldShards();
  return rows;
}

async function listLines(box, places, chosen, page, name, all) {
  const count = chosen.reduce((sum, i) => sum + places.count[i], 0), pages = Math.max(1, Math.ceil(count / PAGE));
  const fen = chosen.reduce((sum, i) => sum + places.fen[i], 0);
  const title = make("h3", "", `凭证行${name ? `：${name}` : ""}`);
  if (!count) { box.replaceChildren(title, make("p", "soft", "没有凭证行。")); return; }
  const turn = (to) => listLines(box, places, chosen, to, name, all);
  const before = choice("上一页", () => turn(page - 1)), after = choice("下一页", () => turn(page + 1));
  before.disabled = page === 0; after.disabled = page === pages - 1;
  const pager = make("div", "pager", before, after,
    make("span", "soft", `第 ${page + 1} / ${pages} 页，共 ${count.toLocaleString("en-US")} 行，合计 ${yuan(fen)} 元`));
  if (pages > 2) {
    const jump = make("input");
    Object.assign(jump, { type: "number", min: 1, max: pages, value: page + 1 });
    jump.setAttribute("aria-label", "转到第几页");
    jump.addEventListener("change", () => turn(Math.min(pages, Math.max(1, Math.floor(Number(jump.value)) || 1)) - 1));
    pager.insertBefore(jump, after);
  }
  if (name) pager.append(choice("看全部", all));
  try {
    const rows = await pageOf(places, chosen, page * PAGE, Math.min(count, (page + 1) * PAGE));
    const shown = LINE_COLUMNS.filter(([key]) => rows.some((row) => row[key] !== ""));
    box.replaceChildren(title, pager, table("lines", shown.map(([, label]) => label), rows.map((row) => shown.map(([key]) =>
      make("td", key === "fen" ? "figure" : key, key === "fen" ? yuan(row.fen) : String(row[key]))))));
    box.dataset.ready = "1";
  } catch (error) {
    box.replaceChildren(title, make("p", "", `读不到 ${error.message}：请把整个文件夹一起复制后再打开。`));
  }
}

// One of many operands (a list of economic classes) shows its sum; the rest when it is opened.
function folded(given) {
  const [measure, number, fen] = given;
  if (!map.measures[measure] || fen === null) return operand(given);
  const box = make("details", "", make("summary", "", `${map.regions[number][0]}：${yuan(fen)} 元`));
  box.addEventListener("toggle", async () => {
    if (box.open && box.children.length === 1) box.append(await operand(given));
  });
  return box;
}

async function operand([measure, number, fen, exact]) {
  if (measure === "register")
    return make("section", "", make("h3", "", "登记数"), make("p", "", number), make("p", "sum", fen || "（未登记）"));
  if (measure === "text") return make("section", "", make("h3", "", "单位填报的文字"), make("p", "", number));
  const region = map.regions[number];
  const box = make("section", "", make("h3", "", map.measures[measure]), make("p", "", region[0]));
  if (fen === null) { box.append(make("p", "soft", "没有这项数据。")); return box; }
  box.append(make("p", "sum", `${yuan(fen)} 元`), make("p", "soft", `按公开口径：${printed(fen)} ${map.amounts}`
    + (exact ? "" : "（只知印出的数，元以下为约数）")));
  if (measure === "actual") box.append(breakdown(region, await load("places")));
  else {
    const entries = ((await load("entries"))[measure] || {})[number] || [];
    box.append(entries.length
      ? table("", ["资金与性质", "功能科目", "经济科目", "项目", "金额（元）"], entries.map(([coarse, item, economic, project, sum]) =>
        [map.coarse[coarse][2], item, economic, project].map((text) => make("td", "", text)).concat(make("td", "figure", yuan(sum)))))
      : make("p", "soft", "只有总额，没有明细。"));
  }
  return box;
}

async function open(mark) {
  const number = Number(mark.dataset.t), turn = ++showing, [title, operands, note] = map.traces[number];
  document.querySelectorAll(".trace.open").forEach((other) => other.classList.remove("open"));
  mark.classList.add("open");
  origin = mark;
  const shut = choice("关闭", close);
  shut.classList.add("close");
  panel.replaceChildren(shut, make("h2", "", title), make("p", "soft", `印出：${mark.textContent}　${note}`), make("p", "soft", "正在读取……"));
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.focus();
  try {
    const sections = await Promise.all(operands.map(operands.length > UNFOLDED ? folded : operand));
    if (turn === showing) panel.lastChild.replaceWith(...sections);
  } catch (error) {
    if (turn === showing) panel.lastChild.textContent = `读不到 ${error.message}：请把整个文件夹一起复制后再打开。`;
  }
}

function close() {
  showing++;
  panel.hidden = true;
  if (origin) { origin.classList.remove("open"); origin.focus(); }
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".trace");
  if (mark) open(mark);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) close();
  const mark = event.target.closest(".trace");
  if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(mark); }
});
const asked = /^#t=(\d+)$/.exec(location.hash);
const first = asked && document.querySelector(`.trace[data-t="${asked[1]}"]`);
if (first) open(first);
})();
