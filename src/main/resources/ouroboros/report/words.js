// The words of this page, with the picture of the loop that concepts.md has.

function words() {
  const node = section("words", "Words", "The loop, and the words of this page");
  const picture = document.getElementById("loop").content.cloneNode(true);
  // T_g is T with a small g below.
  const low = text => text.split(/_(\w)/).map((part, i) => (i % 2 ? el("sub", {text: part}) : part));
  const entry = (word, text) => el("div", {}, el("dt", {}, low(word)), el("dd", {}, low(text)));
  node.append(el("div", {class: "loop"}, el("figure", {class: "loop-picture"}, picture), el("dl", {class: "words"},
    entry("R", "the real text: the training data of generation 0, the same for all cells"),
    entry("S_g", "the synthetic text of generation g: what the model of generation g \u2212 1 wrote; there is no S_0"),
    entry("S\u2032_g", "what passed the safeguards; the same as S where there are none"),
    entry("T_g", "the training set of generation g: what the policy makes of R and all S; T_0 is R"),
    entry("M_g", "the model fitted to T_g"),
    entry("generation", "one turn of the loop; a number of generation g describes S_g, T_g or M_g"),
    entry("cell", "one setting of the experiment: one policy, or one point of the sweep"),
    entry("replicate", "the same cell once more, with other random numbers; replicate k of all cells shares its random numbers"),
    entry("baseline", "the cell that others are compared with: frozen, where there is one, which trains on R in every generation"),
    entry("scope", "the part that a number describes: all of the text, or one stratum (author, genre, language)"),
    entry("law", "a closed form that predicts the number before anything is drawn; in charts a row of dots or a ring"),
    entry("band, whisker", "the 95 % interval of the mean over replicates, the same in every chart"))));
}
