package ouroboros.metric;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test compares these metrics, by their names in the catalogue, with numbers that another
 * program computed. The Javadoc of the test or of its class names that program.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Gold {
  /** Names as {@link Metric#id} has them. */
  String[] value();
}
