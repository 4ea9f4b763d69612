/* One chart. plotly itself is fetched once for all charts of a page and kept by the browser;
   sent with every chart it would be five megabytes each, and slow machines would give up. */

const ADDRESS = new URL("/plotly/widgetbundle.js", location.origin).href;
const FAILED = "图没有画出来，请刷新页面。图中的数据在下面的表格里。";
const TOLD = ["addTraces", "deleteTraces", "moveTraces", "restyle", "relayout", "update", "animate"]
  .map((what) => `_py2js_${what}`);

/* Keep what the kernel says before plotly is there; the returned function says it again. */
function listen(model) {
  const heard = [];
  const listeners = TOLD.map((name) => [name, () => heard.push([name, model.get(name)])]);
  listeners.forEach(([name, keep]) => model.on(`change:${name}`, keep));
  return () => {
    listeners.forEach(([name, keep]) => model.off(`change:${name}`, keep));
    for (const [name, message] of heard) {
      model.set(name, null);
      model.set(name, message);
    }
  };
}

export default () => {
  let drawing;
  return {
    initialize({ model }) {
      const repeat = listen(model);
      drawing = import(ADDRESS).then(({ default: make }) => {
        const figure = make();
        figure.initialize({ model });
        repeat();
        return figure;
      });
      drawing.catch(() => {}); // told where the chart would stand
    },
    async render(context) {
      try {
        return (await drawing).render(context);
      } catch (error) {
        console.error(error);
        context.el.textContent = FAILED;
        return undefined;
      }
    },
  };
};
