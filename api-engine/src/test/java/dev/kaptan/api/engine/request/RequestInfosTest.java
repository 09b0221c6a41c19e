package dev.kaptan.api.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class RequestInfosTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            emptyValue = "",
            value = {
                "GET,/api/v1/pods,list,'',v1,'',pods,'',''",
                "GET,/api/v1/namespaces/a/pods,list,'',v1,a,pods,'',''",
                "GET,/api/v1/namespaces/a/pods/p,get,'',v1,a,pods,'',p",
                "HEAD,/api/v1/namespaces/a/pods/p,get,'',v1,a,pods,'',p",
                "POST,/api/v1/namespaces/a/pods,create,'',v1,a,pods,'',''",
                "PUT,/api/v1/namespaces/a/pods/p,update,'',v1,a,pods,'',p",
                "PATCH,/api/v1/namespaces/a/pods/p,patch,'',v1,a,pods,'',p",
                "DELETE,/api/v1/namespaces/a/pods/p,delete,'',v1,a,pods,'',p",
                "DELETE,/api/v1/namespaces/a/pods,deletecollection,'',v1,a,pods,'',''",
                "GET,/api/v1/namespaces/a/pods/p/log,get,'',v1,a,pods,log,p",
                "POST,/api/v1/namespaces/a/pods/p/exec,create,'',v1,a,pods,exec,p",
                "GET,/api/v1/namespaces,list,'',v1,'',namespaces,'',''",
                "GET,/api/v1/namespaces/a,get,'',v1,a,namespaces,'',a",
                "PUT,/api/v1/namespaces/a/finalize,update,'',v1,a,namespaces,finalize,a",
                "PUT,/api/v1/namespaces/a/status,update,'',v1,a,namespaces,status,a",
                "GET,/apis/apps/v1/namespaces/a/deployments/d/scale,get,apps,v1,a,deployments,scale,d",
                "GET,/apis/apps/v1/deployments,list,apps,v1,'',deployments,'',''",
                "GET,/api/v1/watch/pods,watch,'',v1,'',pods,'',''",
                "GET,/api/v1/watch/namespaces/a/pods/p,watch,'',v1,a,pods,'',p",
                "GET,/api/v1/proxy/nodes/n,proxy,'',v1,'',nodes,'',n",
                "GET,/api/v1/nodes/n,get,'',v1,'',nodes,'',n",
            })
    void readsResourceRequests(
            String method,
            String path,
            String verb,
            String group,
            String version,
            String namespace,
            String resource,
            String subresource,
            String name) {
        assertThat(RequestInfos.parse(method, path, QueryParameters.NONE))
                .isEqualTo(
                        new RequestInfo(
                                true,
                                verb,
                                path,
                                group,
                                version,
                                namespace,
                                resource,
                                subresource,
                                name));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/,get",
        "/api,get",
        "/apis,get",
        "/api/v1,get",
        "/apis/apps,get",
        "/apis/apps/v1,get",
        "/healthz,get",
        "/openapi/v3/apis/apps/v1,get"
    })
    void leavesOtherPathsAlone(String path, String verb) {
        var info = RequestInfos.parse("GET", path, QueryParameters.NONE);
        assertThat(info.resourceRequest()).isFalse();
        assertThat(info.verb()).isEqualTo(verb);
        assertThat(info.resource()).isEmpty();
    }

    @ParameterizedTest(name = "watch={0}")
    @CsvSource({"true,watch", "1,watch", "false,list", "0,list", "'',watch"})
    void seesAWatchInTheQuery(String value, String verb) {
        var query = new QueryParameters(Map.of("watch", List.of(value)));
        assertThat(RequestInfos.parse("GET", "/api/v1/pods", query).verb()).isEqualTo(verb);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "metadata.name=p,p",
        "metadata.name==p,p",
        "'spec.nodeName=n,metadata.name=p',p",
        "metadata.name!=p,''",
        "spec.nodeName=n,''"
    })
    void takesTheNameOfAFieldSelector(String selector, String name) {
        var query =
                new QueryParameters(
                        Map.of("watch", List.of("1"), "fieldSelector", List.of(selector)));
        var info = RequestInfos.parse("GET", "/api/v1/namespaces/a/pods", query);
        assertThat(info.name()).isEqualTo(name);
        assertThat(info.verb()).isEqualTo("watch");
    }
}
