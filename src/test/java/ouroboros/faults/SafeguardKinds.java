package ouroboros.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.safeguard.SafeguardList;

/**
 * What a list of safeguards can have, and what a given list has: the records and the constants of
 * the package {@code safeguard} that are reached from {@link SafeguardList}, by their names.
 */
final class SafeguardKinds {
  private static final String ROOM = SafeguardList.class.getPackageName();

  private SafeguardKinds() {}

  /** Everything that a list can have. A new record or constant of the sealed types is in it. */
  static Set<String> all() {
    Set<String> found = new TreeSet<>();
    ofType(SafeguardList.class, found);
    return found;
  }

  private static void ofType(Type type, Set<String> found) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> ofType(each, found));
    }
    if (!(type instanceof Class<?> of) || !of.getName().startsWith(ROOM)) {
      return;
    }
    if (of.isEnum()) {
      Arrays.stream(of.getEnumConstants()).forEach(each -> found.add(name((Enum<?>) each)));
    } else if (of.isSealed()) {
      Arrays.stream(of.getPermittedSubclasses()).forEach(each -> ofType(each, found));
    } else if (of.isRecord() && found.add(name(of))) {
      Arrays.stream(of.getRecordComponents()).forEach(each -> ofType(each.getGenericType(), found));
    }
  }

  /** Adds everything that a list has. */
  static void of(@Nullable Object value, Set<String> found) {
    if (value instanceof Collection<?> several) {
      several.forEach(each -> of(each, found));
      return;
    }
    if (value == null || !value.getClass().getName().startsWith(ROOM)) {
      return;
    }
    if (value instanceof Enum<?> constant) {
      found.add(name(constant));
    } else if (value instanceof Record) {
      found.add(name(value.getClass()));
      for (RecordComponent each : value.getClass().getRecordComponents()) {
        try {
          of(each.getAccessor().invoke(value), found);
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static String name(Enum<?> constant) {
    return name(constant.getDeclaringClass()) + "." + constant.name();
  }

  private static String name(Class<?> type) {
    return type.getName().substring(ROOM.length() + 1).replace('$', '.');
  }
}
