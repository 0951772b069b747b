package io.github.usdt4j.tracertests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.usdt4j.testsupport.Container;
import io.github.usdt4j.testsupport.Readme;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The objects of Kubernetes in docs/, against the API as its client in Java has it: that is made
 * from the API's OpenAPI description and refuses fields that it does not know, lacking ones, and
 * those of another type.
 */
final class KubernetesExamplesTest {
  static Stream<String> examples() throws IOException {
    List<String> found;
    try (Stream<Path> pages = Files.list(Readme.root().resolve("docs"))) {
      found =
          pages
              .filter(page -> page.toString().endsWith(".md"))
              .sorted()
              .map(page -> new Readme("docs/" + page.getFileName()))
              .flatMap(page -> page.blocksWith("apiVersion: ").stream())
              .toList();
    }
    assertThat(found).isNotEmpty();
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isAsTheApiHasIt(String yaml) throws IOException {
    check(object(yaml));
  }

  @Test
  void fieldThatTheApiLacks_isRefused() throws IOException {
    String yaml = examples().findFirst().orElseThrow();

    for (String field : List.of("runAsNonRoot", "emptyDir", "subPath", "drop")) {
      assertThat(yaml).contains(field);
      assertThatThrownBy(() -> check(object(yaml.replace(field + ":", field + "s:"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(field + "s");
    }
  }

  @Test
  void deployment_isTheContainerThatIsTested() throws IOException {
    JsonObject pod =
        object(examples().findFirst().orElseThrow())
            .getAsJsonObject("spec")
            .getAsJsonObject("template")
            .getAsJsonObject("spec");

    assertThat(pod.getAsJsonObject("securityContext").get("runAsUser").getAsInt())
        .isEqualTo(Container.USER);
    String made =
        pod.getAsJsonArray("initContainers")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("command")
            .toString();
    JsonObject mount =
        pod.getAsJsonArray("containers")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("volumeMounts")
            .get(0)
            .getAsJsonObject();
    assertThat(made).isEqualTo("[\"mkdir\",\"-p\",\"-m\",\"700\",\"/volume/own\"]");
    assertThat(mount.get("mountPath").getAsString()).isEqualTo("/tmp");
    assertThat(mount.get("subPath").getAsString()).isEqualTo("own");
  }

  private static void check(JsonObject object) throws IOException {
    String kind = object.get("kind").getAsString();
    switch (kind) {
      case "Deployment" -> V1Deployment.validateJsonElement(object);
      case "Pod" -> V1Pod.validateJsonElement(object);
      default -> throw new AssertionError("nothing checks a " + kind + " here yet");
    }
  }

  private static JsonObject object(String yaml) {
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return new Gson().toJsonTree(loaded).getAsJsonObject();
  }
}
