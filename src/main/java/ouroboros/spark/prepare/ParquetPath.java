package ouroboros.spark.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import ouroboros.text.NearestName;

/**
 * A column of a Parquet file: a column of the table, or a field inside structs, which is named with
 * dots. A column whose own name has dots wins over the field of a struct.
 *
 * @param types from the column of the table down to the field
 */
record ParquetPath(List<Type> types) {
  private static final String WAY_OUT =
      "corpus.text (in commands without an experiment file: --text) names the column that holds the"
          + " text";

  /** The column with a name; null if there is none. */
  static @Nullable ParquetPath of(GroupType in, String name) {
    if (in.containsField(name)) {
      return new ParquetPath(List.of(in.getType(name)));
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String head = name.substring(0, dot);
      if (in.containsField(head) && isStruct(in.getType(head))) {
        Type struct = in.getType(head);
        ParquetPath rest = of(struct.asGroupType(), name.substring(dot + 1));
        if (rest != null) {
          List<Type> types = new ArrayList<>(List.of(struct));
          types.addAll(rest.types);
          return new ParquetPath(List.copyOf(types));
        }
      }
    }
    return null;
  }

  /** The names of all columns, those of structs followed by those of their fields. */
  static List<String> all(GroupType in) {
    List<String> names = new ArrayList<>();
    for (Type type : in.getFields()) {
      names.add(type.getName());
      names.addAll(within(type, type.getName()));
    }
    return names;
  }

  /** The names of the fields inside a struct; none for any other type. */
  static List<String> within(Type type, String name) {
    return isStruct(type)
        ? all(type.asGroupType()).stream().map(each -> name + "." + each).toList()
        : List.of();
  }

  /** The names of all columns with single values, those inside structs too. */
  static List<String> leaves(GroupType in) {
    return all(in).stream()
        .filter(
            name -> {
              ParquetPath path = of(in, name);
              return path != null
                  && path.leaf().isPrimitive()
                  && !path.leaf().isRepetition(Type.Repetition.REPEATED);
            })
        .toList();
  }

  private static boolean isStruct(Type type) {
    return !type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && type.getLogicalTypeAnnotation() == null;
  }

  /** The names from the column of the table down to the field. */
  List<String> names() {
    return types.stream().map(Type::getName).toList();
  }

  /** The field itself. */
  Type leaf() {
    return types.get(types.size() - 1);
  }

  /** A schema with nothing else in it. */
  MessageType alone(String schema) {
    Type inner = leaf();
    for (int level = types.size() - 2; level >= 0; level--) {
      Type outer = types.get(level);
      inner = new GroupType(outer.getRepetition(), outer.getName(), inner);
    }
    return new MessageType(schema, inner);
  }

  /** Says that a file has no column of the text. */
  static String missing(MessageType schema, String name) {
    List<String> known = all(schema);
    return "no column \""
        + name
        + "\"; "
        + (known.isEmpty()
            ? "the file has no columns"
            : "nearest first, the file has " + String.join(", ", NearestName.ranked(name, known)))
        + "; "
        + WAY_OUT;
  }

  /** Says that the column is not text; null if it is. */
  @Nullable String notText(String name) {
    if (ParquetColumn.isText(leaf())) {
      return null;
    }
    List<String> inside = within(leaf(), name);
    return "the column \""
        + name
        + "\" holds "
        + ParquetColumn.typeName(leaf())
        + ", not strings; "
        + (inside.isEmpty() ? "" : "its fields are " + String.join(", ", inside) + "; ")
        + WAY_OUT;
  }
}
