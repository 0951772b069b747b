package io.github.usdt4j.twins;

import io.github.usdt4j.jul.UsdtHandler;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Adds our handler, in the runs that have it. */
@ApplicationScoped
public class Probes {
  @ConfigProperty(name = "twin.probes", defaultValue = "false")
  boolean isWanted;

  void onStart(@Observes StartupEvent event) {
    if (isWanted) {
      Logger.getLogger("")
          .addHandler(new UsdtHandler(Map.of("mdcArgs", "tenant", "required", "true")));
    }
  }
}
