package ouroboros.spark;

import com.esotericsoftware.kryo.Kryo;
import java.util.List;

/**
 * The classes of Spark SQL's types and of their values. Spark registers only some of them with
 * Kryo, so a row or a schema could not go from one stage to the next.
 */
final class SqlClasses {
  private static final String TYPES = "org.apache.spark.sql.types.";

  /** Types of which there is one object each. */
  private static final List<String> SINGLE =
      List.of(
          "BinaryType",
          "BooleanType",
          "ByteType",
          "CalendarIntervalType",
          "DateType",
          "DoubleType",
          "FloatType",
          "IntegerType",
          "LongType",
          "NullType",
          "ShortType",
          "StringType",
          "TimestampNTZType",
          "TimestampType",
          "VariantType");

  private static final List<String> OTHERS =
      List.of(
          "ArrayType",
          "CharType",
          "DayTimeIntervalType",
          "Decimal",
          "DecimalType",
          "EdgeInterpolationAlgorithm",
          "EdgeInterpolationAlgorithm$SPHERICAL$",
          "FixedLength",
          "Geography",
          "GeographyType",
          "Geometry",
          "GeometryType",
          "IndeterminateStringType$",
          "MapType",
          "MaxLength",
          "Metadata",
          "Metadata$",
          "NoConstraint$",
          "ObjectType",
          "StructField",
          "StructType",
          "TimeType",
          "VarcharType",
          "YearMonthIntervalType");

  private static final List<String> VALUES =
      List.of(
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.sql.Date",
          "java.sql.Timestamp",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.Period",
          "org.apache.spark.sql.catalyst.expressions.GenericRow",
          "org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema",
          "org.apache.spark.sql.catalyst.util.ArrayBasedMapData",
          "org.apache.spark.sql.catalyst.util.GenericArrayData",
          "org.apache.spark.unsafe.types.CalendarInterval",
          "org.apache.spark.unsafe.types.UTF8String",
          "org.apache.spark.unsafe.types.VariantVal",
          "org.apache.spark.sql.Row");

  /** Types and values that only some versions have: those before 4.2, and those since. */
  private static final List<String> OF_SOME_VERSIONS =
      List.of(
          TYPES + "ExplicitUTF8BinaryStringType$",
          "org.apache.spark.unsafe.types.BinaryView",
          "[Lorg.apache.spark.unsafe.types.BinaryView;",
          "org.apache.spark.unsafe.types.GeographyVal",
          "[Lorg.apache.spark.unsafe.types.GeographyVal;",
          "org.apache.spark.unsafe.types.GeometryVal",
          "[Lorg.apache.spark.unsafe.types.GeometryVal;");

  /** Values of which lists consist, apart from those above. */
  private static final List<String> BOXES =
      List.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.String",
          "scala.math.BigDecimal");

  private SqlClasses() {}

  static void register(Kryo kryo) {
    for (String single : SINGLE) {
      register(kryo, TYPES + single);
      register(kryo, TYPES + single + "$");
    }
    OTHERS.forEach(name -> register(kryo, TYPES + name));
    BOXES.forEach(name -> register(kryo, "[L" + name + ";"));
    VALUES.forEach(
        name -> {
          register(kryo, name);
          register(kryo, "[L" + name + ";");
        });
    OF_SOME_VERSIONS.forEach(name -> registerIfThere(kryo, name));
  }

  private static void register(Kryo kryo, String name) {
    if (!registerIfThere(kryo, name)) {
      throw new IllegalStateException("this Spark has other types: no " + name);
    }
  }

  private static boolean registerIfThere(Kryo kryo, String name) {
    try {
      kryo.register(Class.forName(name, false, kryo.getClassLoader()));
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
