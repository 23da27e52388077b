package org.openenv.examples.project;

/** What a project's pom says that uses Spring Boot. */
final class SpringBoot {

    private SpringBoot() {}

    /** Packs the project into one executable jar with its libraries as jars inside. */
    static String repackaged(String pom) {
        return pom.replace("</plugins>", """
                <plugin>
                  <groupId>org.springframework.boot</groupId>
                  <artifactId>spring-boot-maven-plugin</artifactId>
                  <version>3.5.8</version>
                  <executions><execution><goals><goal>repackage</goal></goals></execution></executions>
                </plugin>
                </plugins>
                """);
    }

    /** Makes the project an application with a web server. */
    static String withStarter(String pom, String version, String starter) {
        return pom.replaceFirst("<groupId>com.acme", """
                        <parent>
                          <groupId>org.springframework.boot</groupId>
                          <artifactId>spring-boot-starter-parent</artifactId>
                          <version>%s</version>
                          <relativePath/>
                        </parent>
                        <groupId>com.acme""".formatted(version))
                .replaceFirst("<dependencies>", """
                        <dependencies>
                        <dependency>
                          <groupId>org.springframework.boot</groupId>
                          <artifactId>spring-boot-starter-%s</artifactId>
                        </dependency>
                        """.formatted(starter));
    }
}
