package ouroboros.spark.prepare;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The values of a Parquet column as strings, as Spark casts them: whole numbers in digits, dates as
 * {@code 2020-01-31}, timestamps as {@code 2020-01-31 23:59:59.5} (in UTC where they have a zone).
 */
final class ParquetColumn {
  private static final int JULIAN_EPOCH = 2_440_588;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private ParquetColumn() {}

  /** Whether a column holds text: strings, or bytes that nothing says to be something else. */
  static boolean isText(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> logical == null || isString(logical);
      case FIXED_LEN_BYTE_ARRAY -> logical == null;
      default -> false;
    };
  }

  private static boolean isString(LogicalTypeAnnotation logical) {
    return logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
        || logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
  }

  /** The type of a column, for messages: the logical type if it has one. */
  static String typeName(Type type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof LogicalTypeAnnotation.UnknownLogicalTypeAnnotation) {
      return "no values";
    }
    if (logical != null) {
      return logical.toString().toLowerCase(Locale.ROOT);
    }
    if (!type.isPrimitive()) {
      return "struct";
    }
    String name = type.asPrimitiveType().getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    return type.isRepetition(Type.Repetition.REPEATED) ? "list of " + name : name;
  }

  /**
   * How the current value of a column becomes a string; null if a value is more than one string:
   * lists, maps, structs. The function returns null for NaN.
   *
   * @param decoder text from bytes
   */
  static @Nullable Function<ColumnReader, @Nullable String> strings(
      Type type, Function<byte[], String> decoder) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return null;
    }
    PrimitiveType primitive = type.asPrimitiveType();
    LogicalTypeAnnotation logical = primitive.getLogicalTypeAnnotation();
    return switch (primitive.getPrimitiveTypeName()) {
      case BOOLEAN -> in -> Boolean.toString(in.getBoolean());
      case FLOAT -> in -> number(in.getFloat());
      case DOUBLE -> in -> number(in.getDouble());
      case INT32 -> whole(logical, in -> (long) in.getInteger());
      case INT64 -> whole(logical, ColumnReader::getLong);
      case INT96 -> in -> legacyTimestamp(in.getBinary());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(primitive, logical, decoder);
    };
  }

  private static Function<ColumnReader, @Nullable String> whole(
      @Nullable LogicalTypeAnnotation logical, Function<ColumnReader, Long> value) {
    if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return in -> LocalDate.ofEpochDay(value.apply(in)).toString();
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return in -> BigDecimal.valueOf(value.apply(in), decimal.getScale()).toPlainString();
    }
    if (logical instanceof TimestampLogicalTypeAnnotation stamp) {
      long second = second(stamp.getUnit());
      return in -> timestamp(value.apply(in), second);
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      long nanos = 1_000_000_000L / second(time.getUnit());
      return in -> TIME.format(LocalTime.ofNanoOfDay(value.apply(in) * nanos));
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return integer.getBitWidth() == 64
          ? in -> Long.toUnsignedString(value.apply(in))
          : in -> Long.toString(value.apply(in) & 0xFFFF_FFFFL);
    }
    return in -> Long.toString(value.apply(in));
  }

  private static @Nullable Function<ColumnReader, @Nullable String> bytes(
      PrimitiveType type,
      @Nullable LogicalTypeAnnotation logical,
      Function<byte[], String> decoder) {
    if (logical == null || isString(logical)) {
      return in -> decoder.apply(in.getBinary().getBytesUnsafe());
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return in ->
          new BigDecimal(new BigInteger(in.getBinary().getBytesUnsafe()), decimal.getScale())
              .toPlainString();
    }
    if (logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
      return in -> {
        ByteBuffer bytes = in.getBinary().toByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
      };
    }
    if (logical instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation) {
      return in -> number(Float.parseFloat(type.stringifier().stringify(in.getBinary())));
    }
    boolean fixed = type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    return fixed ? in -> HexFormat.of().formatHex(in.getBinary().getBytesUnsafe()) : null;
  }

  private static @Nullable String number(float value) {
    return Float.isNaN(value) ? null : Float.toString(value);
  }

  private static @Nullable String number(double value) {
    return Double.isNaN(value) ? null : Double.toString(value);
  }

  private static long second(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000L;
      case MICROS -> 1_000_000L;
      case NANOS -> 1_000_000_000L;
    };
  }

  private static String timestamp(long value, long second) {
    long nanos = Math.floorMod(value, second) * (1_000_000_000L / second);
    return timestamp(
        LocalDateTime.ofEpochSecond(Math.floorDiv(value, second), (int) nanos, ZoneOffset.UTC));
  }

  private static String timestamp(LocalDateTime time) {
    return time.toLocalDate() + " " + TIME.format(time);
  }

  /** Nanoseconds of the day and a Julian day, as old writers have them. */
  private static String legacyTimestamp(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    LocalDate day = LocalDate.ofEpochDay((long) bytes.getInt() - JULIAN_EPOCH);
    return timestamp(day.atStartOfDay().plusNanos(nanos));
  }
}
