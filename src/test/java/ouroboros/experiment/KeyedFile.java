package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * An experiment file with one key per line. The content of a key's map is indented more than the
 * key. After {@code #} follows what is special about a key.
 */
public record KeyedFile(String title, List<String> lines) {
  private static final List<String> NEEDED =
      List.of("name: a # needed", "seed: 1 # needed", "generations: 2 # needed");

  /** The files of a resource next to this class: {@code === title}, then lines. */
  public static List<KeyedFile> in(String resource) {
    List<KeyedFile> files = new ArrayList<>();
    String text = SpecCase.text(resource);
    for (String block : text.substring(text.indexOf("=== ") + 4).split("\n=== ")) {
      List<String> lines = new ArrayList<>();
      for (String line : block.lines().skip(1).toList()) {
        if (line.startsWith("@")) {
          lines.addAll(NEEDED);
        }
        switch (line) {
          case "@base" -> lines.add("size: 100");
          case "@points" -> lines.add("real: 100 # needed");
          default -> lines.add(line);
        }
      }
      files.add(new KeyedFile(block.lines().findFirst().orElse(""), List.copyOf(lines)));
    }
    return files;
  }

  /** The key of a line. */
  String key(int line) {
    return lines.get(line).strip().replaceAll(":.*", "");
  }

  /** Whether a line says this about its key. */
  boolean is(int line, String special) {
    String[] halves = lines.get(line).split("#", 2);
    return halves.length == 2 && halves[1].contains(special);
  }

  /** The line of a key of the file. */
  int line(String key) {
    return children(-1).stream().filter(line -> key(line).equals(key)).findFirst().orElseThrow();
  }

  /** The line after the last one that belongs to a key. */
  int end(int line) {
    int end = line + 1;
    while (end < lines.size() && depth(end) > depth(line)) {
      end++;
    }
    return end;
  }

  /** The key and the keys whose maps contain it, the outermost first, separated by dots. */
  String path(int line) {
    for (int above = line - 1; above >= 0; above--) {
      if (depth(above) < depth(line)) {
        return path(above) + "." + key(line);
      }
    }
    return key(line);
  }

  /** The lines of the keys in the map of a key; -1: of the file. */
  private List<Integer> children(int map) {
    List<Integer> children = new ArrayList<>();
    for (int line = map + 1; line < (map < 0 ? lines.size() : end(map)); line++) {
      if (depth(line) == (map < 0 ? 0 : depth(map) + 2)) {
        children.add(line);
      }
    }
    return children;
  }

  /** The keys in the map of a key; -1: of the file. */
  List<String> keysOf(int map) {
    return children(map).stream().map(this::key).toList();
  }

  /** The path of a map, and its kind where it has one. */
  String kindOfMap(int map) {
    String path = map < 0 ? "" : path(map);
    for (int line : children(map)) {
      if (key(line).equals("kind")) {
        return path + " " + lines.get(line).replaceAll("#.*", "").split(":")[1].strip();
      }
    }
    return path;
  }

  /** The lines with another value of a key. */
  List<String> with(int line, String value) {
    List<String> with = new ArrayList<>(lines);
    with.subList(line, end(line)).clear();
    with.add(line, " ".repeat(depth(line)) + key(line) + ": " + value);
    return with;
  }

  /** The lines with one more line in the map of a key; -1: in that of the file. */
  List<String> withKey(int map, String more) {
    List<String> with = new ArrayList<>(lines);
    with.add(map + 1, " ".repeat(map < 0 ? 0 : depth(map) + 2) + more);
    return with;
  }

  private int depth(int line) {
    return lines.get(line).length() - lines.get(line).stripLeading().length();
  }
}
