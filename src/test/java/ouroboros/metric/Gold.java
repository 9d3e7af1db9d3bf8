package ouroboros.metric;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test holds these metrics, by their names in the catalogue, against numbers that something
 * else than this program made; what made them stands in its Javadoc or its class's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Gold {
  /** Names as {@link Metric#id} has them. */
  String[] value();
}
