# One image for the five services; each container starts the one that its command names.
#
# Where no registry is reached, build the jars outside (./kaptan version) and copy them:
#   docker build --build-arg SOURCE=prebuilt .
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre
ARG SOURCE=build

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -q -DskipTests -pl standalone -am package && cp -r standalone/target/kaptan /kaptan

FROM scratch AS prebuilt
COPY standalone/target/kaptan/lib /kaptan/lib

FROM ${SOURCE} AS distribution

FROM ${RUNTIME_IMAGE}
COPY --from=distribution /kaptan/lib /opt/kaptan/lib
# Memory goes back at rest, as ./kaptan has it; the young generation is bounded, because at rest all of it is touched in time.
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms48m -XX:MaxNewSize=48m -Xss512k -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=10 -XX:MarkSweepDeadRatio=0 -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=60000 -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
# A cache of loaded and linked classes (JEP 514) halves what a start costs. Training starts all five services once, and the store alone, for a
# cache of its own that takes less of the memory of each member.
RUN java -XX:AOTCacheOutput=/opt/kaptan/kaptan.aot -Xlog:aot=off -Xlog:cds=off -cp "/opt/kaptan/lib/*" dev.kaptan.standalone.Main train \
    && java -XX:AOTCacheOutput=/opt/kaptan/dev.kaptan.state.StateApplication.aot -Xlog:aot=off -Xlog:cds=off -cp "/opt/kaptan/lib/*" dev.kaptan.standalone.Main train --store
COPY tools/image-entrypoint /opt/kaptan/entrypoint
ENTRYPOINT ["/opt/kaptan/entrypoint"]
CMD ["dev.kaptan.standalone.Main", "--help"]
