package ouroboros.report.table;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The type of a column, named as Parquet and Arrow name it. */
enum ColumnType {
  STRING {
    @Override
    void append(Group row, String column, String field) {
      row.append(column, field);
    }
  },
  BOOLEAN {
    @Override
    void append(Group row, String column, String field) {
      row.append(column, Boolean.parseBoolean(field));
    }
  },
  INT32 {
    @Override
    void append(Group row, String column, String field) {
      row.append(column, Integer.parseInt(field));
    }
  },
  INT64 {
    @Override
    void append(Group row, String column, String field) {
      row.append(column, Long.parseLong(field));
    }
  },
  DOUBLE {
    @Override
    void append(Group row, String column, String field) {
      row.append(column, Double.parseDouble(field));
    }
  };

  /** Adds a field of a CSV table, which is not empty unless it is text, to a row of Parquet. */
  abstract void append(Group row, String column, String field);

  /** A column of Parquet; one that may be empty is optional. */
  Type parquet(String name, boolean isOptional) {
    PrimitiveTypeName type =
        this == STRING ? PrimitiveTypeName.BINARY : PrimitiveTypeName.valueOf(name());
    var column = isOptional ? Types.optional(type) : Types.required(type);
    return this == STRING
        ? column.as(LogicalTypeAnnotation.stringType()).named(name)
        : column.named(name);
  }

  /** The narrowest type that all these fields have; empty fields are ignored. */
  static ColumnType of(Iterable<String> fields) {
    ColumnType found = null;
    for (String field : fields) {
      if (!field.isEmpty()) {
        ColumnType type = of(field);
        found = found == null || found == type ? type : both(found, type);
      }
    }
    return found == null ? STRING : found;
  }

  private static ColumnType both(ColumnType a, ColumnType b) {
    boolean numbers = (a == INT64 || a == DOUBLE) && (b == INT64 || b == DOUBLE);
    return numbers ? DOUBLE : STRING;
  }

  private static ColumnType of(String field) {
    if (field.equals("true") || field.equals("false")) {
      return BOOLEAN;
    } else if (field.matches("-?[0-9]{1,18}")) {
      return INT64;
    }
    return field.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?") ? DOUBLE : STRING;
  }
}
