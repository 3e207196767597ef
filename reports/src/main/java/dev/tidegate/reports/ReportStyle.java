package dev.tidegate.reports;

/// The style sheet of the report's page, for screen and print.
final class ReportStyle {
  static final String CSS =
      """
      :root{color-scheme:light}
      body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;color:#1a2430;
        background:#fff;margin:2.5rem auto;max-width:60rem;padding:0 1.5rem}
      h1{font-size:1.7rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid #d7dde4;
        padding-bottom:.3rem}.of{color:#4a5866;margin:.2rem 0 1.5rem}
      .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.7rem;margin:0;padding:0}
      .tiles div{border:1px solid #d7dde4;border-radius:6px;padding:.6rem .8rem}
      .tiles dt{color:#4a5866;font-size:.85rem}.tiles dd{margin:0;font-size:1.5rem;font-weight:600}
      .tiles .look{border-color:#b3541e;background:#fdf4ee}.tiles small{font-size:.8rem;font-weight:400;color:#4a5866}
      ul.look{border-left:4px solid #b3541e;background:#fdf4ee;padding:.7rem 1rem .7rem 2rem;margin:0}
      p.fine{border-left:4px solid #2f6f4f;background:#eef6f1;padding:.7rem 1rem;margin:0}
      table{border-collapse:collapse;width:100%;font-size:.86rem;margin:.4rem 0 1.2rem}
      caption{text-align:left;color:#4a5866;padding-bottom:.3rem}
      th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #e4e8ed;vertical-align:top}
      thead th{border-bottom:2px solid #9aa7b4}tbody th{font-weight:600;overflow-wrap:anywhere}
      .n{text-align:right;font-variant-numeric:tabular-nums}
      figure{margin:1rem 0}figcaption{font-weight:600}svg{width:100%;height:auto;font-size:13px;fill:#1a2430}
      .key{margin:.2rem 0;font-size:.85rem}.key span{margin-right:1rem}.key i{display:inline-block;width:.8em;
        height:.8em;margin-right:.35em;vertical-align:-.05em}
      i.k0{background:#2b5f8a}i.k1{background:#8fb3d1}i.k2{background:#b3541e}
      rect.k0{fill:#2b5f8a}rect.k1{fill:#8fb3d1}rect.k2{fill:#b3541e}
      .wide{overflow-x:auto}footer{color:#4a5866;font-size:.85rem;margin-top:2.5rem;border-top:1px solid #d7dde4;
        padding-top:.8rem}
      @media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}tr,figure{break-inside:avoid}}
      """;

  private ReportStyle() {}
}
