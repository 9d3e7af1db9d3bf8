// The order of the page.

head();
cellChooser();
glance();
words();
verdicts();
curves();
survival();
ranks();
strata();
members();
symptoms();
provenance();
gates();
textSection();
founders();
laws();
warnings();
components();
alarms();
limits();
record();
sectionLinks();
count();

// Marks the section that the reader is at.
const links = [...document.querySelectorAll("#sections a")];
const reading = new IntersectionObserver(entries => {
  for (const entry of entries) {
    const link = links.find(a => a.getAttribute("href") === "#" + entry.target.id);
    if (entry.isIntersecting) {
      links.forEach(a => a.removeAttribute("aria-current"));
      link.setAttribute("aria-current", "true");
    }
  }
}, {rootMargin: "-30% 0px -65% 0px"});
document.querySelectorAll("main section").forEach(node => reading.observe(node));
// Charts are drawn when they first get a size, which takes one frame. A page in the background has no frames.
setTimeout(() => {
  document.querySelectorAll("figure.chart .plot").forEach(place => {
    if (!place.drawnAt && place.clientWidth > 0) place.draw(place.clientWidth);
  });
  document.querySelectorAll(".scroll").forEach(scrollSign);
});
document.documentElement.dataset.ready = "true";
