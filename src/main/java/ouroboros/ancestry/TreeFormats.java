package ouroboros.ancestry;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Family trees in formats that programs of population genetics read. A time is a number of
 * generations before the sampled one; a token of S_j has the time G - j, real text the time G.
 */
public final class TreeFormats {
  private final FamilyTree tree;
  private final TreeSet<Place> sampled;

  /** Formats of a tree. */
  public TreeFormats(FamilyTree tree) {
    this.tree = tree;
    this.sampled = new TreeSet<>(tree.sampled());
  }

  private int time(Place token) {
    return tree.generation() - token.generation();
  }

  /** All tokens: the sampled ones first, then their ancestors, youngest first. */
  private List<Place> nodes() {
    TreeSet<Place> all = new TreeSet<>(tree.parents().keySet());
    tree.parents()
        .values()
        .forEach(
            parent -> {
              if (parent.place() != null) {
                all.add(parent.place());
              }
            });
    all.addAll(sampled);
    TreeMap<Integer, List<Place>> byTime = new TreeMap<>();
    all.forEach(token -> byTime.computeIfAbsent(time(token), t -> new ArrayList<>()).add(token));
    return byTime.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Writes the node table of {@code tskit.load_text}: id, is_sample, time, and as metadata source,
   * unit and position.
   */
  public void nodeTable(Appendable out) throws IOException {
    out.append("id\tis_sample\ttime\tmetadata\n");
    int id = 0;
    for (Place token : nodes()) {
      out.append(Integer.toString(id++)).append('\t').append(sampled.contains(token) ? '1' : '0');
      out.append('\t').append(Integer.toString(time(token)));
      out.append('\t').append(name(token)).append('\n');
    }
  }

  /** Writes the edge table of {@code tskit.load_text}, for a sequence of length 1. */
  public void edgeTable(Appendable out) throws IOException {
    Map<Place, Integer> ids = new HashMap<>();
    nodes().forEach(token -> ids.put(token, ids.size()));
    TreeMap<Integer, TreeSet<Integer>> children = new TreeMap<>();
    tree.parents()
        .forEach(
            (child, parent) -> {
              if (parent.place() != null) {
                children
                    .computeIfAbsent(ids.get(parent.place()), id -> new TreeSet<>())
                    .add(ids.get(child));
              }
            });
    out.append("left\tright\tparent\tchild\n");
    for (Map.Entry<Integer, TreeSet<Integer>> each : children.entrySet()) {
      for (int child : each.getValue()) {
        out.append("0\t1\t").append(Integer.toString(each.getKey())).append('\t');
        out.append(Integer.toString(child)).append('\n');
      }
    }
  }

  /** A step of the walk that writes a tree. */
  private record Step(Place token, boolean isEnd, boolean isFirst, int above) {}

  /**
   * Writes one tree in Newick format. Its root is {@code people}; below it are all tokens without a
   * parent, at their times. Ancestors with a single child and no other role are left out; a branch
   * has the length of its generations.
   */
  public void newick(Appendable out) throws IOException {
    Map<Place, List<Place>> children = new HashMap<>();
    TreeSet<Place> roots = new TreeSet<>();
    for (Place token : nodes()) {
      Place parent = token.isHuman() ? null : tree.parent(token).place();
      if (parent == null) {
        roots.add(token);
      } else {
        children.computeIfAbsent(parent, p -> new ArrayList<>()).add(token);
      }
    }
    ArrayDeque<Step> open = new ArrayDeque<>();
    out.append('(');
    push(open, List.copyOf(roots), tree.generation());
    while (!open.isEmpty()) {
      Step step = open.pop();
      if (!step.isEnd && !step.isFirst) {
        out.append(',');
      }
      List<Place> below = children.getOrDefault(step.token, List.of());
      if (!step.isEnd && !below.isEmpty()) {
        out.append('(');
        open.push(new Step(step.token, true, false, step.above));
        push(
            open,
            below.stream().map(child -> branching(child, children)).toList(),
            time(step.token));
      } else {
        out.append(step.isEnd ? ")" : "").append(name(step.token));
        out.append(':').append(Integer.toString(step.above - time(step.token)));
      }
    }
    out.append(")people;\n");
  }

  private void push(ArrayDeque<Step> open, List<Place> tokens, int above) {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      open.push(new Step(tokens.get(i), false, i == 0, above));
    }
  }

  /** The first descendant that is sampled or has several children. */
  private Place branching(Place token, Map<Place, List<Place>> children) {
    Place at = token;
    List<Place> below = children.getOrDefault(at, List.of());
    while (!sampled.contains(at) && below.size() == 1) {
      at = below.get(0);
      below = children.getOrDefault(at, List.of());
    }
    return at;
  }

  /** A name without signs that a format uses: S_3 unit 17 position 4 is {@code S3_17_4}. */
  public static String name(Place token) {
    return token.sourceName().replace("_", "") + "_" + token.unit() + "_" + token.position();
  }
}
