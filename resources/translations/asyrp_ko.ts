<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
 <context>
  <name>Actions</name>
  <message>
   <source>&amp;100 %</source>
   <translation>&amp;100 %</translation>
  </message>
  <message>
   <source>&amp;About Asyrp Desktop</source>
   <translation>Asyrp Desktop 정보(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Batch…</source>
   <translation>일괄 작업(&amp;B)…</translation>
  </message>
  <message>
   <source>&amp;Close</source>
   <translation>닫기(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy settings</source>
   <translation>설정 복사(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Difference</source>
   <translation>차이(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Directions…</source>
   <translation>방향(&amp;D)…</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>편집(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>파일(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>도움말(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Inspector…</source>
   <translation>인스펙터(&amp;I)…</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>키보드 단축키(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Log…</source>
   <translation>로그(&amp;L)…</translation>
  </message>
  <message>
   <source>&amp;Map of the change</source>
   <translation>변화 지도(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;Next photo</source>
   <translation>다음 사진(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Open…</source>
   <translation>열기(&amp;O)…</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation>붙여넣기(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Previous photo</source>
   <translation>이전 사진(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>종료(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>다시 실행(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Redo {step}</source>
   <translation>{step} 다시 실행(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Save As…</source>
   <translation>다른 이름으로 저장(&amp;S)…</translation>
  </message>
  <message>
   <source>&amp;Split</source>
   <translation>나누어 보기(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Train a direction…</source>
   <translation>방향 학습(&amp;T)…</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>되돌리기(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;Undo {step}</source>
   <translation>{step} 되돌리기(&amp;U)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>보기(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Zoom in</source>
   <translation>확대(&amp;Z)</translation>
  </message>
  <message>
   <source>Apply to all &amp;faces</source>
   <translation>모든 얼굴에 적용(&amp;F)</translation>
  </message>
  <message>
   <source>Look for a &amp;newer version</source>
   <translation>새 버전 확인(&amp;N)</translation>
  </message>
  <message>
   <source>M&amp;orph…</source>
   <translation>모프(&amp;O)…</translation>
  </message>
  <message>
   <source>Mode&amp;ls…</source>
   <translation>모델(&amp;L)…</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>열기</translation>
  </message>
  <message>
   <source>Open &amp;recent</source>
   <translation>최근 사진 열기(&amp;R)</translation>
  </message>
  <message>
   <source>Open sa&amp;mple photo</source>
   <translation>예제 사진 열기(&amp;M)</translation>
  </message>
  <message>
   <source>Original, while held (O)</source>
   <translation>누르는 동안 원본 보기(O)</translation>
  </message>
  <message>
   <source>Paste &amp;settings</source>
   <translation>설정 붙여넣기(&amp;S)</translation>
  </message>
  <message>
   <source>Reset &amp;all</source>
   <translation>모두 초기화(&amp;A)</translation>
  </message>
  <message>
   <source>Save As</source>
   <translation>저장</translation>
  </message>
  <message>
   <source>Save the &amp;edit…</source>
   <translation>편집 내용 저장(&amp;E)…</translation>
  </message>
  <message>
   <source>Settin&amp;gs…</source>
   <translation>환경설정(&amp;G)…</translation>
  </message>
  <message>
   <source>Show the s&amp;quare the model sees</source>
   <translation>모델이 보는 사각형 표시(&amp;Q)</translation>
  </message>
  <message>
   <source>Side &amp;by side</source>
   <translation>나란히 보기(&amp;B)</translation>
  </message>
  <message>
   <source>Strength &amp;grid…</source>
   <translation>강도 격자(&amp;G)…</translation>
  </message>
  <message>
   <source>Take the &amp;tour</source>
   <translation>둘러보기(&amp;T)</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>도구</translation>
  </message>
  <message>
   <source>What was set on the photo, as a small file to go on with later</source>
   <translation>사진에 설정한 내용을 나중에 이어서 작업할 수 있는 작은 파일로 저장합니다</translation>
  </message>
  <message>
   <source>Zoom o&amp;ut</source>
   <translation>축소(&amp;U)</translation>
  </message>
  <message>
   <source>Zoom to &amp;fit</source>
   <translation>창에 맞추기(&amp;F)</translation>
  </message>
 </context>
 <context>
  <name>AxisForm</name>
  <message>
   <source>from</source>
   <translation>시작</translation>
  </message>
  <message>
   <source>steps</source>
   <translation>단계</translation>
  </message>
  <message>
   <source>to</source>
   <translation>끝</translation>
  </message>
  <message>
   <source>{title}: from</source>
   <translation>{title}: 시작</translation>
  </message>
  <message>
   <source>{title}: steps</source>
   <translation>{title}: 단계</translation>
  </message>
  <message>
   <source>{title}: to</source>
   <translation>{title}: 끝</translation>
  </message>
 </context>
 <context>
  <name>BatchWindow</name>
  <message>
   <source>All</source>
   <translation>전체</translation>
  </message>
  <message>
   <source>Batch</source>
   <translation>일괄 작업</translation>
  </message>
  <message>
   <source>Batch at work</source>
   <translation>일괄 작업 중</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Cancelled</source>
   <translation>취소됨</translation>
  </message>
  <message>
   <source>Checking what was done before: {done} of {total}</source>
   <translation>이전에 끝난 사진을 확인하는 중: {total}장 중 {done}장</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>완료</translation>
  </message>
  <message>
   <source>Drop folders or photos here</source>
   <translation>여기에 폴더나 사진을 놓으세요</translation>
  </message>
  <message>
   <source>Edited</source>
   <translation>편집 후</translation>
  </message>
  <message>
   <source>Faces: {n}</source>
   <translation>얼굴: {n}</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>실패</translation>
  </message>
  <message>
   <source>Looking for photos…</source>
   <translation>사진을 찾는 중…</translation>
  </message>
  <message>
   <source>Make room, and the batch goes on.</source>
   <translation>공간을 확보하면 일괄 작업이 이어집니다.</translation>
  </message>
  <message>
   <source>Not edited</source>
   <translation>편집되지 않음</translation>
  </message>
  <message>
   <source>One change for all of them, unattended. A photo that cannot be edited stops none of the others,
and a batch that was stopped goes on where it was.</source>
   <translation>모든 사진에 같은 변화를 자동으로 적용합니다. 편집할 수 없는 사진이 있어도 나머지는 계속되고,
중지한 일괄 작업은 멈춘 곳에서 이어집니다.</translation>
  </message>
  <message>
   <source>Open report</source>
   <translation>보고서 열기</translation>
  </message>
  <message>
   <source>Open result</source>
   <translation>결과 열기</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>일시 정지</translation>
  </message>
  <message>
   <source>Photo before and after</source>
   <translation>편집 전후의 사진</translation>
  </message>
  <message>
   <source>Photos of the batch</source>
   <translation>일괄 작업의 사진</translation>
  </message>
  <message>
   <source>Photos: {ended} of {total}</source>
   <translation>사진: {total}장 중 {ended}장</translation>
  </message>
  <message>
   <source>Photos: {n}</source>
   <translation>사진: {n}</translation>
  </message>
  <message>
   <source>Progress of the batch</source>
   <translation>일괄 작업 진행률</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>계속</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>건너뜀</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>시작</translation>
  </message>
  <message>
   <source>Stop the batch? What is done stays, and the same batch goes on where it stopped.</source>
   <translation>일괄 작업을 중지할까요? 끝난 사진은 그대로 남고, 같은 작업을 멈춘 곳에서 이어갈 수 있습니다.</translation>
  </message>
  <message>
   <source>The disk is full.</source>
   <translation>디스크가 가득 찼습니다.</translation>
  </message>
  <message>
   <source>Try failed again</source>
   <translation>실패한 사진 다시 시도</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>대기 중</translation>
  </message>
  <message>
   <source>about {n} min left</source>
   <translation>약 {n}분 남음</translation>
  </message>
  <message>
   <source>cancelled: {n}</source>
   <translation>취소: {n}</translation>
  </message>
  <message>
   <source>done: {n}</source>
   <translation>완료: {n}</translation>
  </message>
  <message>
   <source>failed: {n}</source>
   <translation>실패: {n}</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>일시 정지됨</translation>
  </message>
  <message>
   <source>skipped: {n}</source>
   <translation>건너뜀: {n}</translation>
  </message>
  <message>
   <source>waiting for room on the disk</source>
   <translation>디스크 공간을 기다리는 중</translation>
  </message>
  <message>
   <source>{n:.3g} a minute</source>
   <translation>분당 {n:.3g}장</translation>
  </message>
 </context>
 <context>
  <name>CalibrationChoice</name>
  <message>
   <source>Choose…</source>
   <translation>선택…</translation>
  </message>
  <message>
   <source>Folder of photos</source>
   <translation>사진 폴더</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>나중에</translation>
  </message>
  <message>
   <source>Number of pictures</source>
   <translation>그림 수</translation>
  </message>
  <message>
   <source>Photos such as the model knows</source>
   <translation>모델이 아는 것과 비슷한 사진</translation>
  </message>
  <message>
   <source>Pictures to calibrate with</source>
   <translation>보정에 쓸 그림</translation>
  </message>
  <message>
   <source>Tells from which step on a direction should edit. Without it, middle values are taken. A large model on a processor takes minutes a picture.</source>
   <translation>방향이 어느 단계부터 편집해야 하는지 알려 줍니다. 보정하지 않으면 중간값을 사용합니다. 큰 모델은 CPU에서 그림 한 장에 몇 분씩 걸립니다.</translation>
  </message>
  <message>
   <source>With photos of a folder</source>
   <translation>폴더의 사진으로</translation>
  </message>
  <message>
   <source>With pictures that the model draws</source>
   <translation>모델이 그린 그림으로</translation>
  </message>
 </context>
 <context>
  <name>Callout</name>
  <message>
   <source>Done</source>
   <translation>완료</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>다음</translation>
  </message>
  <message>
   <source>Skip the tour</source>
   <translation>둘러보기 건너뛰기</translation>
  </message>
  <message>
   <source>{n} of {count}</source>
   <translation>{count}단계 중 {n}단계</translation>
  </message>
 </context>
 <context>
  <name>CardDelegate</name>
  <message>
   <source>New name of the direction</source>
   <translation>방향의 새 이름</translation>
  </message>
  <message>
   <source>No preview yet</source>
   <translation>아직 미리보기 없음</translation>
  </message>
  <message>
   <source>hidden</source>
   <translation>숨김</translation>
  </message>
  <message>
   <source>no slider</source>
   <translation>슬라이더 없음</translation>
  </message>
  <message>
   <source>yours</source>
   <translation>내 방향</translation>
  </message>
 </context>
 <context>
  <name>ChangeView</name>
  <message>
   <source>Changed: {share:.1%} of the photo</source>
   <translation>변화: 사진의 {share:.1%}</translation>
  </message>
  <message>
   <source>Difference × {gain}</source>
   <translation>차이 × {gain}</translation>
  </message>
  <message>
   <source>Original</source>
   <translation>원본</translation>
  </message>
 </context>
 <context>
  <name>Comparison</name>
  <message>
   <source>Difference between original and edited photo</source>
   <translation>원본과 편집한 사진의 차이</translation>
  </message>
  <message>
   <source>Edited</source>
   <translation>편집 후</translation>
  </message>
  <message>
   <source>Edited photo</source>
   <translation>편집한 사진</translation>
  </message>
  <message>
   <source>Map of what the edit changed where</source>
   <translation>편집이 어디를 바꾸었는지 보여 주는 지도</translation>
  </message>
  <message>
   <source>Original</source>
   <translation>원본</translation>
  </message>
  <message>
   <source>Original and edited photo</source>
   <translation>원본과 편집한 사진</translation>
  </message>
  <message>
   <source>Original photo</source>
   <translation>원본 사진</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>미리보기</translation>
  </message>
 </context>
 <context>
  <name>CurvesPlot</name>
  <message>
   <source>Calibration curves: h is shifted from t = {t_edit} up, noise is added below t = {t_boost}</source>
   <translation>보정 곡선: t = {t_edit} 이상에서 h를 옮기고, t = {t_boost} 미만에서 노이즈를 더합니다</translation>
  </message>
  <message>
   <source>photo to noisy photo (quality deficiency)</source>
   <translation>사진과 노이즈 사진의 거리(품질 저하)</translation>
  </message>
  <message>
   <source>photo to predicted x0 (editing strength)</source>
   <translation>사진과 예측 x0의 거리(편집 강도)</translation>
  </message>
 </context>
 <context>
  <name>Detail</name>
  <message>
   <source>Came with the program, for {model}</source>
   <translation>프로그램에 포함됨, {model}용</translation>
  </message>
  <message>
   <source>Choose a direction, and all that is known of it is shown here.</source>
   <translation>방향을 선택하면 알려진 모든 내용이 여기에 표시됩니다.</translation>
  </message>
  <message>
   <source>Favourite</source>
   <translation>즐겨찾기</translation>
  </message>
  <message>
   <source>Hidden</source>
   <translation>숨김</translation>
  </message>
  <message>
   <source>In the slider panel</source>
   <translation>슬라이더 패널에 표시</translation>
  </message>
  <message>
   <source>Seen here only among “Hidden”, and without a slider</source>
   <translation>여기 “숨김” 목록에서만 보이고 슬라이더가 없습니다</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>태그</translation>
  </message>
  <message>
   <source>Tags, with commas between</source>
   <translation>태그(쉼표로 구분)</translation>
  </message>
  <message>
   <source>What is known of the direction</source>
   <translation>방향에 관해 알려진 것</translation>
  </message>
  <message>
   <source>Your own, for {model}</source>
   <translation>내 방향, {model}용</translation>
  </message>
 </context>
 <context>
  <name>DeviceCard</name>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Find the fastest</source>
   <translation>가장 빠른 방식 찾기</translation>
  </message>
  <message>
   <source>Low memory</source>
   <translation>메모리 절약</translation>
  </message>
  <message>
   <source>Measures every way of computing, and keeps the fastest whose edits stay exact.</source>
   <translation>모든 계산 방식을 재어 보고, 편집 결과가 정확한 것 중 가장 빠른 것을 사용합니다.</translation>
  </message>
  <message>
   <source>Number format</source>
   <translation>숫자 형식</translation>
  </message>
  <message>
   <source>One photo and one evaluation at a time: slower, and in less memory.</source>
   <translation>한 번에 사진 한 장, 계산 한 번: 느리지만 메모리를 적게 씁니다.</translation>
  </message>
  <message>
   <source>Trying {what}…</source>
   <translation>시험하는 중: {what}…</translation>
  </message>
  <message>
   <source>{free:.1f} of {total:.1f} GiB free</source>
   <translation>{total:.1f} GiB 중 {free:.1f} GiB 사용 가능</translation>
  </message>
  <message>
   <source>{mark}  {setting}: {ms}, an edit differs by {off:.2f} grey levels</source>
   <translation>{mark}  {setting}: {ms}, 편집 결과가 밝기 {off:.2f}단계만큼 다름</translation>
  </message>
  <message>
   <source>{ms} an evaluation</source>
   <translation>계산 한 번에 {ms}</translation>
  </message>
  <message>
   <source>–  {setting}: {ms}, slower</source>
   <translation>–  {setting}: {ms}, 더 느림</translation>
  </message>
  <message>
   <source>✕  {setting}: {why}</source>
   <translation>✕  {setting}: {why}</translation>
  </message>
 </context>
 <context>
  <name>DevicesPage</name>
  <message>
   <source>Compute on</source>
   <translation>계산 장치</translation>
  </message>
  <message>
   <source>Devices are being measured</source>
   <translation>장치를 측정하는 중</translation>
  </message>
  <message>
   <source>Measure again</source>
   <translation>다시 측정</translation>
  </message>
  <message>
   <source>Measured with {model}.</source>
   <translation>{model} 모델로 측정했습니다.</translation>
  </message>
  <message>
   <source>The best device there is</source>
   <translation>가장 좋은 장치</translation>
  </message>
 </context>
 <context>
  <name>DirectionModel</name>
  <message>
   <source>favourite</source>
   <translation>즐겨찾기</translation>
  </message>
  <message>
   <source>has a slider</source>
   <translation>슬라이더 있음</translation>
  </message>
  <message>
   <source>hidden</source>
   <translation>숨김</translation>
  </message>
  <message>
   <source>no slider</source>
   <translation>슬라이더 없음</translation>
  </message>
 </context>
 <context>
  <name>EmptyState</name>
  <message>
   <source>Drop a photo of a face here</source>
   <translation>얼굴 사진을 여기에 놓으세요</translation>
  </message>
  <message>
   <source>New here? Take the tour: one minute</source>
   <translation>처음이신가요? 1분 둘러보기</translation>
  </message>
  <message>
   <source>Open a photo…</source>
   <translation>사진 열기…</translation>
  </message>
  <message>
   <source>Then move a slider: a smile, an age. The program paints the change into your photo.
Everything happens on this computer; no picture leaves it.</source>
   <translation>그다음 슬라이더를 움직여 보세요. 미소나 나이를 바꾸면 프로그램이 사진에 그려 넣습니다.
모든 작업은 이 컴퓨터에서 이루어지며, 사진은 밖으로 나가지 않습니다.</translation>
  </message>
  <message>
   <source>Try the sample</source>
   <translation>예제 사진으로 시작</translation>
  </message>
 </context>
 <context>
  <name>EngineThread</name>
  <message>
   <source>Something unforeseen went wrong: {error}.</source>
   <translation>예상하지 못한 문제가 생겼습니다: {error}.</translation>
  </message>
  <message>
   <source>Try it again.</source>
   <translation>다시 시도하세요.</translation>
  </message>
 </context>
 <context>
  <name>FilmView</name>
  <message>
   <source>Pause</source>
   <translation>일시 정지</translation>
  </message>
  <message>
   <source>Picture of the film</source>
   <translation>영상의 그림</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>재생</translation>
  </message>
 </context>
 <context>
  <name>Filmstrip</name>
  <message>
   <source>&amp;Close</source>
   <translation>닫기(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy settings</source>
   <translation>설정 복사(&amp;C)</translation>
  </message>
  <message>
   <source>Open photos</source>
   <translation>열린 사진</translation>
  </message>
  <message>
   <source>{photo} (not saved)</source>
   <translation>{photo} (저장하지 않음)</translation>
  </message>
 </context>
 <context>
  <name>FilterBar</name>
  <message>
   <source>All</source>
   <translation>전체</translation>
  </message>
  <message>
   <source>All base models</source>
   <translation>모든 기본 모델</translation>
  </message>
  <message>
   <source>Any tag</source>
   <translation>모든 태그</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>기본 모델</translation>
  </message>
  <message>
   <source>Bundled</source>
   <translation>기본 제공</translation>
  </message>
  <message>
   <source>By name</source>
   <translation>이름순</translation>
  </message>
  <message>
   <source>Favourites</source>
   <translation>즐겨찾기</translation>
  </message>
  <message>
   <source>Favourites first</source>
   <translation>즐겨찾기 먼저</translation>
  </message>
  <message>
   <source>Hidden</source>
   <translation>숨김</translation>
  </message>
  <message>
   <source>Newest first</source>
   <translation>최신순</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>정렬</translation>
  </message>
  <message>
   <source>Search directions</source>
   <translation>방향 검색</translation>
  </message>
  <message>
   <source>Search names, prompts and tags</source>
   <translation>이름, 문구, 태그 검색</translation>
  </message>
  <message>
   <source>Tag</source>
   <translation>태그</translation>
  </message>
  <message>
   <source>Which directions</source>
   <translation>표시할 방향</translation>
  </message>
  <message>
   <source>With a slider</source>
   <translation>슬라이더 있음</translation>
  </message>
  <message>
   <source>Yours</source>
   <translation>내 방향</translation>
  </message>
 </context>
 <context>
  <name>FoldersPage</name>
  <message>
   <source>All of it lies on this computer. Where models lie can be changed in the window of the models.</source>
   <translation>모두 이 컴퓨터에 있습니다. 모델의 위치는 모델 창에서 바꿀 수 있습니다.</translation>
  </message>
  <message>
   <source>Directions</source>
   <translation>방향</translation>
  </message>
  <message>
   <source>Edits</source>
   <translation>편집 내용</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>로그</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>열기</translation>
  </message>
  <message>
   <source>Open the folder: {name}</source>
   <translation>폴더 열기: {name}</translation>
  </message>
  <message>
   <source>Photos that trainings have inverted take {size}. They go when their training is finished or discarded.</source>
   <translation>학습에서 반전한 사진이 {size}를 차지합니다. 해당 학습이 끝나거나 버려지면 지워집니다.</translation>
  </message>
  <message>
   <source>Trainings</source>
   <translation>학습</translation>
  </message>
 </context>
 <context>
  <name>GeneralPage</name>
  <message>
   <source> MB</source>
   <translation> MB</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>언어(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Memory for edits</source>
   <translation>편집용 메모리(&amp;M)</translation>
  </message>
  <message>
   <source>All as at first</source>
   <translation>모두 처음대로</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>시스템 설정 따름</translation>
  </message>
  <message>
   <source>Counts at once. Photos stay open.</source>
   <translation>바로 적용됩니다. 사진은 열린 채로 있습니다.</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>어둡게</translation>
  </message>
  <message>
   <source>Edits that were seen are kept at hand, so that undo and redo show them at once.</source>
   <translation>한 번 본 편집 결과를 보관하여, 되돌리기와 다시 실행이 바로 보이게 합니다.</translation>
  </message>
  <message>
   <source>Follows the system unless it is told here.</source>
   <translation>따로 정하지 않으면 시스템 설정을 따릅니다.</translation>
  </message>
  <message>
   <source>Keep the date of a photo's file</source>
   <translation>사진 파일의 날짜 유지</translation>
  </message>
  <message>
   <source>L&amp;ook</source>
   <translation>모양(&amp;O)</translation>
  </message>
  <message>
   <source>Leave out where a photo was taken</source>
   <translation>촬영 위치 빼기</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>밝게</translation>
  </message>
  <message>
   <source>Of photos that are saved. Photo &gt; Save without the location is the same for one session.</source>
   <translation>저장하는 사진에 적용됩니다. 사진 &gt; 위치 없이 저장은 이번 실행에만 적용됩니다.</translation>
  </message>
  <message>
   <source>The settings of this page as they were when the program was new</source>
   <translation>이 페이지의 설정을 프로그램을 처음 설치했을 때로 되돌립니다</translation>
  </message>
  <message>
   <source>What is saved, here or by a batch, is sorted by date where the original is.</source>
   <translation>여기서든 일괄 편집에서든, 저장된 사진이 날짜순 정렬에서 원본과 같은 자리에 놓입니다.</translation>
  </message>
  <message>
   <source>While nothing else is to do, edits are rendered that you may want next. Without it the machine stays cool, and sliders show quick previews.</source>
   <translation>할 일이 없을 때 다음에 볼 만한 편집을 미리 계산합니다. 끄면 컴퓨터가 뜨거워지지 않고, 슬라이더는 빠른 미리보기를 보여 줍니다.</translation>
  </message>
  <message>
   <source>Work ahead, so that sliders follow the hand</source>
   <translation>미리 계산하여 슬라이더가 손을 바로 따라오게 하기</translation>
  </message>
 </context>
 <context>
  <name>GridWindow</name>
  <message>
   <source>Across</source>
   <translation>가로</translation>
  </message>
  <message>
   <source>Cell</source>
   <translation>칸</translation>
  </message>
  <message>
   <source>Double-click a cell, or press Enter on it, and the sliders are set to it.</source>
   <translation>칸을 두 번 클릭하거나 Enter 키를 누르면 슬라이더가 그 값으로 맞춰집니다.</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>세로</translation>
  </message>
  <message>
   <source>No direction of this model has a slider.</source>
   <translation>이 모델에는 슬라이더가 있는 방향이 없습니다.</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>없음</translation>
  </message>
  <message>
   <source>Save the grid</source>
   <translation>격자 저장</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>표시</translation>
  </message>
  <message>
   <source>Size of a cell</source>
   <translation>칸 크기</translation>
  </message>
  <message>
   <source>Strength grid</source>
   <translation>강도 격자</translation>
  </message>
  <message>
   <source>What a cell shows</source>
   <translation>칸에 표시할 내용</translation>
  </message>
  <message>
   <source>{direction} →</source>
   <translation>{direction} →</translation>
  </message>
  <message>
   <source>{direction} ↓</source>
   <translation>{direction} ↓</translation>
  </message>
  <message>
   <source>{n} pixels</source>
   <translation>{n}픽셀</translation>
  </message>
 </context>
 <context>
  <name>ImportForm</name>
  <message>
   <source>A direction</source>
   <translation>방향</translation>
  </message>
  <message>
   <source>A face, as in FFHQ and CelebA-HQ</source>
   <translation>얼굴(FFHQ, CelebA-HQ 방식)</translation>
  </message>
  <message>
   <source>A face, closer</source>
   <translation>얼굴(더 가깝게)</translation>
  </message>
  <message>
   <source>Allows commercial use.</source>
   <translation>상업적 사용이 허용됩니다.</translation>
  </message>
  <message>
   <source>Attention heads</source>
   <translation>어텐션 헤드 수</translation>
  </message>
  <message>
   <source>Bring a model</source>
   <translation>모델 가져오기</translation>
  </message>
  <message>
   <source>Calibrate</source>
   <translation>보정</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Channels of every head</source>
   <translation>헤드당 채널 수</translation>
  </message>
  <message>
   <source>Checking it on a photo…</source>
   <translation>사진으로 확인하는 중…</translation>
  </message>
  <message>
   <source>Data set it was trained on</source>
   <translation>학습에 쓰인 데이터 세트</translation>
  </message>
  <message>
   <source>From</source>
   <translation>출처</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>가져오기</translation>
  </message>
  <message>
   <source>Installing…</source>
   <translation>설치하는 중…</translation>
  </message>
  <message>
   <source>It is given</source>
   <translation>입력 방식</translation>
  </message>
  <message>
   <source>It knows</source>
   <translation>아는 대상</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>라이선스</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>이름</translation>
  </message>
  <message>
   <source>Noise schedule</source>
   <translation>노이즈 스케줄</translation>
  </message>
  <message>
   <source>Not for commercial use.</source>
   <translation>상업적 사용이 허용되지 않습니다.</translation>
  </message>
  <message>
   <source>Order in the attention</source>
   <translation>어텐션 내부 순서</translation>
  </message>
  <message>
   <source>Reading and converting…</source>
   <translation>읽고 변환하는 중…</translation>
  </message>
  <message>
   <source>Side of its pictures, in pixels</source>
   <translation>그림 한 변의 픽셀 수</translation>
  </message>
  <message>
   <source>Take it in for any data set (--any-data)</source>
   <translation>어떤 데이터 세트용이든 가져오기(--any-data)</translation>
  </message>
  <message>
   <source>The middle of the photo</source>
   <translation>사진의 가운데</translation>
  </message>
  <message>
   <source>Timesteps</source>
   <translation>타임스텝 수</translation>
  </message>
  <message>
   <source>Under which licence do you have the weights?</source>
   <translation>이 가중치를 어떤 라이선스로 받으셨나요?</translation>
  </message>
  <message>
   <source>Waiting…</source>
   <translation>기다리는 중…</translation>
  </message>
  <message>
   <source>What a checkpoint does not say</source>
   <translation>체크포인트에 없는 정보</translation>
  </message>
  <message>
   <source>Whether it allows commercial use is not known.</source>
   <translation>상업적 사용이 허용되는지 알 수 없습니다.</translation>
  </message>
  <message>
   <source>as published</source>
   <translation>공개된 값</translation>
  </message>
  <message>
   <source>as the file's name says</source>
   <translation>파일 이름에 따름</translation>
  </message>
  <message>
   <source>head by head, as published</source>
   <translation>헤드별, 공개된 방식</translation>
  </message>
  <message>
   <source>new (use_new_attention_order)</source>
   <translation>새 순서(use_new_attention_order)</translation>
  </message>
 </context>
 <context>
  <name>InspectorWindow</name>
  <message>
   <source>&amp;Rendering</source>
   <translation>렌더링(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Steps</source>
   <translation>단계 수(&amp;S)</translation>
  </message>
  <message>
   <source>As the direction says</source>
   <translation>방향이 정한 대로</translation>
  </message>
  <message>
   <source>As the model says</source>
   <translation>모델 기본값으로</translation>
  </message>
  <message>
   <source>At t_edit the predicted x0 is {strength:.2f} away from the photo (editing strength), at t_boost the noisy photo {deficiency:.2f} (quality deficiency); both by {measure}. h is shifted from t_edit up; below t_boost noise is added back. A smaller t_edit changes more, and keeps less.</source>
   <translation>t_edit에서 예측 x0은 사진과 {strength:.2f} 떨어져 있고(편집 강도), t_boost에서 노이즈 사진은 {deficiency:.2f} 떨어져 있습니다(품질 저하). 기준: {measure}. t_edit 이상에서 h를 옮기고, t_boost 미만에서 노이즈를 다시 더합니다. t_edit이 작을수록 더 많이 바뀌고 덜 보존됩니다.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>How much of that noise</source>
   <translation>더하는 노이즈의 양</translation>
  </message>
  <message>
   <source>Inspector</source>
   <translation>인스펙터</translation>
  </message>
  <message>
   <source>Look at the way</source>
   <translation>과정 보기</translation>
  </message>
  <message>
   <source>Move a slider: then the way of the edit can be looked at.</source>
   <translation>슬라이더를 움직이면 편집 과정을 볼 수 있습니다.</translation>
  </message>
  <message>
   <source>Move pixels</source>
   <translation>픽셀 옮기기</translation>
  </message>
  <message>
   <source>Move pixels: the photo's own, as the two predicted x0 at the end of the edit interval say. Redraw: through all steps, for what the photo has nothing of, such as glasses</source>
   <translation>픽셀 옮기기: 편집 구간 끝의 두 예측 x0가 말하는 대로 사진 자신의 픽셀을 옮깁니다. 다시 그리기: 안경처럼 사진에 없는 것을 위해 모든 단계를 거칩니다</translation>
  </message>
  <message>
   <source>Of the whole way; another number inverts the photo anew</source>
   <translation>전체 과정의 단계 수. 바꾸면 사진을 다시 준비합니다</translation>
  </message>
  <message>
   <source>Open a photo: then its way can be looked at, and the lines above can be moved.</source>
   <translation>사진을 열면 그 과정을 볼 수 있고, 위의 선을 움직일 수 있습니다.</translation>
  </message>
  <message>
   <source>Predicted x0 on the way</source>
   <translation>과정 중의 예측 x0</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>진행률</translation>
  </message>
  <message>
   <source>Redraw</source>
   <translation>다시 그리기</translation>
  </message>
  <message>
   <source>Render the edit once more, and keep what each step takes for the photo</source>
   <translation>편집을 한 번 더 계산하면서 각 단계가 예측한 사진을 보관합니다</translation>
  </message>
  <message>
   <source>Smallest timestep at which h is shifted</source>
   <translation>h를 옮기는 가장 작은 타임스텝</translation>
  </message>
  <message>
   <source>Soon…</source>
   <translation>잠시 후…</translation>
  </message>
  <message>
   <source>The edit is being rendered.</source>
   <translation>편집을 계산하는 중입니다.</translation>
  </message>
  <message>
   <source>This model was not calibrated: its curves are not known.</source>
   <translation>이 모델은 보정되지 않아 곡선을 알 수 없습니다.</translation>
  </message>
  <message>
   <source>Timestep below which the photo's own noise is added back</source>
   <translation>이 타임스텝 미만에서 사진 자신의 노이즈를 다시 더합니다</translation>
  </message>
  <message>
   <source>What each step takes for the photo, from noise on: of the edit and of the photo itself. At the right, what is read off the last: how the photo's pixels move (the hue tells where to), and what is added.</source>
   <translation>노이즈에서부터 각 단계가 예측한 사진: 편집과 사진 자신의 것입니다. 오른쪽은 마지막에서 읽어 낸 것으로, 사진의 픽셀이 어떻게 움직이는지(색상이 방향을 뜻합니다)와 무엇이 더해지는지입니다.</translation>
  </message>
  <message>
   <source>change of the course</source>
   <translation>과정 변경</translation>
  </message>
 </context>
 <context>
  <name>Labels</name>
  <message>
   <source>Angry</source>
   <translation>화난 얼굴</translation>
  </message>
  <message>
   <source>Bedrooms, 256 px (LSUN)</source>
   <translation>침실, 256 px(LSUN)</translation>
  </message>
  <message>
   <source>Bedrooms, 256 px (LSUN, averaged weights)</source>
   <translation>침실, 256 px(LSUN, 평균 가중치)</translation>
  </message>
  <message>
   <source>CLIP ViT-B/16 (LAION-2B)</source>
   <translation>CLIP ViT-B/16(LAION-2B)</translation>
  </message>
  <message>
   <source>CLIP ViT-B/16 (OpenAI)</source>
   <translation>CLIP ViT-B/16(OpenAI)</translation>
  </message>
  <message>
   <source>CLIP ViT-B/32 (LAION-2B)</source>
   <translation>CLIP ViT-B/32(LAION-2B)</translation>
  </message>
  <message>
   <source>CLIP ViT-B/32 (OpenAI)</source>
   <translation>CLIP ViT-B/32(OpenAI)</translation>
  </message>
  <message>
   <source>Cats, 256 px (LSUN)</source>
   <translation>고양이, 256 px(LSUN)</translation>
  </message>
  <message>
   <source>Child</source>
   <translation>아이</translation>
  </message>
  <message>
   <source>Churches, 256 px (LSUN)</source>
   <translation>교회, 256 px(LSUN)</translation>
  </message>
  <message>
   <source>Churches, 256 px (LSUN, averaged weights)</source>
   <translation>교회, 256 px(LSUN, 평균 가중치)</translation>
  </message>
  <message>
   <source>Faces, 128 px (built in)</source>
   <translation>얼굴, 128 px(기본 제공)</translation>
  </message>
  <message>
   <source>Faces, 256 px (CelebA-HQ)</source>
   <translation>얼굴, 256 px(CelebA-HQ)</translation>
  </message>
  <message>
   <source>Faces, 256 px (CelebA-HQ, averaged weights)</source>
   <translation>얼굴, 256 px(CelebA-HQ, 평균 가중치)</translation>
  </message>
  <message>
   <source>Faces, 64 px, in open_clip's architecture</source>
   <translation>얼굴, 64 px(open_clip 구조)</translation>
  </message>
  <message>
   <source>Man</source>
   <translation>남성</translation>
  </message>
  <message>
   <source>Old</source>
   <translation>나이 든 얼굴</translation>
  </message>
  <message>
   <source>Sad</source>
   <translation>슬픈 얼굴</translation>
  </message>
  <message>
   <source>Smiling</source>
   <translation>미소</translation>
  </message>
  <message>
   <source>Surprised</source>
   <translation>놀란 얼굴</translation>
  </message>
  <message>
   <source>Trained on CelebA-HQ, whose pictures may be used for non-commercial research only.</source>
   <translation>CelebA-HQ로 학습했습니다. CelebA-HQ의 사진은 비상업적 연구에만 쓸 수 있습니다.</translation>
  </message>
  <message>
   <source>Trained on pictures of LSUN.</source>
   <translation>LSUN의 사진으로 학습했습니다.</translation>
  </message>
  <message>
   <source>Trained on the images of FairFace (Karkkainen &amp; Joo, WACV 2021; CC BY 4.0; images from YFCC-100M) and on synthetic portraits: SFHQ and SFHQ-T2I (SelfishGene; MIT), faker-js assets-person-portrait (CC0).</source>
   <translation>FairFace 이미지(Karkkainen &amp; Joo, WACV 2021; CC BY 4.0; 이미지 출처 YFCC-100M)와 합성 인물 사진(SFHQ, SFHQ-T2I: SelfishGene, MIT; faker-js assets-person-portrait: CC0)으로 학습했습니다.</translation>
  </message>
  <message>
   <source>Woman</source>
   <translation>여성</translation>
  </message>
  <message>
   <source>Young</source>
   <translation>젊은 얼굴</translation>
  </message>
  <message>
   <source>after</source>
   <translation>편집 후</translation>
  </message>
  <message>
   <source>age</source>
   <translation>나이</translation>
  </message>
  <message>
   <source>age_years</source>
   <translation>나이(년)</translation>
  </message>
  <message>
   <source>angry</source>
   <translation>화남</translation>
  </message>
  <message>
   <source>animals</source>
   <translation>동물</translation>
  </message>
  <message>
   <source>any prompt</source>
   <translation>모든 문구</translation>
  </message>
  <message>
   <source>bedrooms</source>
   <translation>침실</translation>
  </message>
  <message>
   <source>before</source>
   <translation>편집 전</translation>
  </message>
  <message>
   <source>brows</source>
   <translation>눈썹</translation>
  </message>
  <message>
   <source>cats</source>
   <translation>고양이</translation>
  </message>
  <message>
   <source>churches</source>
   <translation>교회</translation>
  </message>
  <message>
   <source>column</source>
   <translation>열</translation>
  </message>
  <message>
   <source>combination</source>
   <translation>조합</translation>
  </message>
  <message>
   <source>component</source>
   <translation>성분 번호</translation>
  </message>
  <message>
   <source>dogs</source>
   <translation>개</translation>
  </message>
  <message>
   <source>faces</source>
   <translation>얼굴</translation>
  </message>
  <message>
   <source>file</source>
   <translation>파일</translation>
  </message>
  <message>
   <source>fingerprint</source>
   <translation>지문</translation>
  </message>
  <message>
   <source>folder</source>
   <translation>폴더</translation>
  </message>
  <message>
   <source>frontality</source>
   <translation>정면 정도</translation>
  </message>
  <message>
   <source>goes that way on</source>
   <translation>그쪽으로 가는 비율</translation>
  </message>
  <message>
   <source>goes that way on, second judge</source>
   <translation>그쪽으로 가는 비율, 둘째 심판</translation>
  </message>
  <message>
   <source>happy</source>
   <translation>행복</translation>
  </message>
  <message>
   <source>identity</source>
   <translation>동일인 거리</translation>
  </message>
  <message>
   <source>judged</source>
   <translation>판정한 것</translation>
  </message>
  <message>
   <source>male</source>
   <translation>남성</translation>
  </message>
  <message>
   <source>man</source>
   <translation>남성</translation>
  </message>
  <message>
   <source>mean difference of h</source>
   <translation>h의 평균 차이</translation>
  </message>
  <message>
   <source>mean difference of h between two folders</source>
   <translation>두 폴더 사이 h의 평균 차이</translation>
  </message>
  <message>
   <source>mouth</source>
   <translation>입</translation>
  </message>
  <message>
   <source>neutral</source>
   <translation>무표정</translation>
  </message>
  <message>
   <source>old</source>
   <translation>나이 듦</translation>
  </message>
  <message>
   <source>others move by</source>
   <translation>다른 것의 변화</translation>
  </message>
  <message>
   <source>p_male</source>
   <translation>남성일 확률</translation>
  </message>
  <message>
   <source>photos</source>
   <translation>사진</translation>
  </message>
  <message>
   <source>pictures</source>
   <translation>여러 가지 그림</translation>
  </message>
  <message>
   <source>portraits in art</source>
   <translation>초상화</translation>
  </message>
  <message>
   <source>principal component of h</source>
   <translation>h의 주성분</translation>
  </message>
  <message>
   <source>prompt pair</source>
   <translation>문구 쌍</translation>
  </message>
  <message>
   <source>rating_range</source>
   <translation>평점 범위</translation>
  </message>
  <message>
   <source>ratings</source>
   <translation>평점</translation>
  </message>
  <message>
   <source>regression of h on ratings</source>
   <translation>평점에 대한 h의 회귀</translation>
  </message>
  <message>
   <source>research only</source>
   <translation>연구용</translation>
  </message>
  <message>
   <source>sad</source>
   <translation>슬픔</translation>
  </message>
  <message>
   <source>samples</source>
   <translation>생성한 사진</translation>
  </message>
  <message>
   <source>second judge</source>
   <translation>둘째 심판</translation>
  </message>
  <message>
   <source>seed</source>
   <translation>시드</translation>
  </message>
  <message>
   <source>sharpness</source>
   <translation>선명도</translation>
  </message>
  <message>
   <source>size</source>
   <translation>크기</translation>
  </message>
  <message>
   <source>size_by_chance</source>
   <translation>우연에 의한 크기</translation>
  </message>
  <message>
   <source>skin</source>
   <translation>피부색</translation>
  </message>
  <message>
   <source>smiling</source>
   <translation>미소</translation>
  </message>
  <message>
   <source>strength_1</source>
   <translation>강도 1의 평점 차이</translation>
  </message>
  <message>
   <source>strengths</source>
   <translation>강도</translation>
  </message>
  <message>
   <source>surprised</source>
   <translation>놀람</translation>
  </message>
  <message>
   <source>teeth</source>
   <translation>치아</translation>
  </message>
  <message>
   <source>the same by skin tone</source>
   <translation>피부색별로</translation>
  </message>
  <message>
   <source>the same by skin tone, second judge</source>
   <translation>피부색별로, 둘째 심판</translation>
  </message>
  <message>
   <source>the same person</source>
   <translation>같은 사람</translation>
  </message>
  <message>
   <source>timesteps</source>
   <translation>타임스텝</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>알 수 없음</translation>
  </message>
  <message>
   <source>variance</source>
   <translation>분산</translation>
  </message>
  <message>
   <source>woman</source>
   <translation>여성</translation>
  </message>
  <message>
   <source>young</source>
   <translation>젊음</translation>
  </message>
 </context>
 <context>
  <name>LibraryWindow</name>
  <message>
   <source>Delete</source>
   <translation>삭제</translation>
  </message>
  <message>
   <source>Directions</source>
   <translation>방향</translation>
  </message>
  <message>
   <source>Drawing previews…</source>
   <translation>미리보기를 그리는 중…</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>복제</translation>
  </message>
  <message>
   <source>Export a direction</source>
   <translation>방향 내보내기</translation>
  </message>
  <message>
   <source>Export {n} directions</source>
   <translation>방향 {n}개 내보내기</translation>
  </message>
  <message>
   <source>Exported: {path}</source>
   <translation>내보냄: {path}</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>내보내기…</translation>
  </message>
  <message>
   <source>Favourite</source>
   <translation>즐겨찾기</translation>
  </message>
  <message>
   <source>Import directions</source>
   <translation>방향 가져오기</translation>
  </message>
  <message>
   <source>Imported: {n}</source>
   <translation>가져옴: {n}</translation>
  </message>
  <message>
   <source>Importing…</source>
   <translation>가져오는 중…</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>가져오기…</translation>
  </message>
  <message>
   <source>In the slider panel</source>
   <translation>슬라이더 패널에 표시</translation>
  </message>
  <message>
   <source>No direction is like that.</source>
   <translation>해당하는 방향이 없습니다.</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>이름 바꾸기</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>모두 표시</translation>
  </message>
  <message>
   <source>Take in a direction file; or drop one here</source>
   <translation>방향 파일을 가져옵니다. 여기에 놓아도 됩니다</translation>
  </message>
  <message>
   <source>There is no direction yet.
Train one, or drop a direction file here.</source>
   <translation>아직 방향이 없습니다.
학습하거나 방향 파일을 여기에 놓으세요.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>되돌리기</translation>
  </message>
  <message>
   <source>“{name}” was deleted.</source>
   <translation>“{name}” 방향을 삭제했습니다.</translation>
  </message>
 </context>
 <context>
  <name>LogWindow</name>
  <message>
   <source>Copy for a report</source>
   <translation>보고용으로 복사</translation>
  </message>
  <message>
   <source>Errors only</source>
   <translation>오류만</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>로그</translation>
  </message>
  <message>
   <source>Nothing of that kind is in the log.</source>
   <translation>로그에 해당하는 내용이 없습니다.</translation>
  </message>
  <message>
   <source>Nothing went wrong so far. Warnings and errors will be found here.</source>
   <translation>지금까지 문제가 없었습니다. 경고와 오류가 여기에 표시됩니다.</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>폴더 열기</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>검색</translation>
  </message>
  <message>
   <source>The log cannot be read: {error}</source>
   <translation>로그를 읽을 수 없습니다: {error}</translation>
  </message>
  <message>
   <source>Warnings and errors</source>
   <translation>경고와 오류</translation>
  </message>
  <message>
   <source>What is shown</source>
   <translation>표시할 내용</translation>
  </message>
  <message>
   <source>What the program runs on, and the latest of the log. It can name files.</source>
   <translation>실행 환경과 최근 로그입니다. 파일 이름이 들어 있을 수 있습니다.</translation>
  </message>
 </context>
 <context>
  <name>LossCurve</name>
  <message>
   <source>Loss curve</source>
   <translation>손실 곡선</translation>
  </message>
  <message>
   <source>held out</source>
   <translation>검증</translation>
  </message>
  <message>
   <source>held-out loss {loss:.2f} at {done:.0%}</source>
   <translation>진행 {done:.0%}에서 검증 손실 {loss:.2f}</translation>
  </message>
  <message>
   <source>training</source>
   <translation>학습</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Base model</source>
   <translation>기본 모델</translation>
  </message>
  <message>
   <source>Cancelled. The edit is shown as a preview.</source>
   <translation>취소했습니다. 편집이 미리보기로 표시됩니다.</translation>
  </message>
  <message>
   <source>Cancelled. The picture does not show what the sliders say.</source>
   <translation>취소했습니다. 그림은 슬라이더가 가리키는 상태가 아닙니다.</translation>
  </message>
  <message>
   <source>Edits (*{suffix})</source>
   <translation>편집 내용 (*{suffix})</translation>
  </message>
  <message>
   <source>Get the model first, then open the edit again.</source>
   <translation>먼저 모델을 받은 다음 편집 내용을 다시 여세요.</translation>
  </message>
  <message>
   <source>Open a photo, and the sliders wake up.</source>
   <translation>사진을 열면 슬라이더를 쓸 수 있습니다.</translation>
  </message>
  <message>
   <source>Open photos</source>
   <translation>열린 사진</translation>
  </message>
  <message>
   <source>Pr&amp;esets</source>
   <translation>프리셋(&amp;E)</translation>
  </message>
  <message>
   <source>Preparing was cancelled.</source>
   <translation>준비를 취소했습니다.</translation>
  </message>
  <message>
   <source>Ready. Move a slider.</source>
   <translation>준비되었습니다. 슬라이더를 움직여 보세요.</translation>
  </message>
  <message>
   <source>Restore the edit</source>
   <translation>편집 내용 복원</translation>
  </message>
  <message>
   <source>Restore the edits</source>
   <translation>편집 내용 모두 복원</translation>
  </message>
  <message>
   <source>Save the edit</source>
   <translation>편집 내용 저장</translation>
  </message>
  <message>
   <source>Save the edited photo</source>
   <translation>편집한 사진 저장</translation>
  </message>
  <message>
   <source>Saved: {path}</source>
   <translation>저장함: {path}</translation>
  </message>
  <message>
   <source>Saving was cancelled; no file was written.</source>
   <translation>저장을 취소했습니다. 파일을 쓰지 않았습니다.</translation>
  </message>
  <message>
   <source>The base model that photos are edited with</source>
   <translation>사진을 편집하는 기본 모델</translation>
  </message>
  <message>
   <source>The edit may look otherwise than it did.</source>
   <translation>편집 결과가 이전과 다르게 보일 수 있습니다.</translation>
  </message>
  <message>
   <source>The edit of “{name}” is not saved.</source>
   <translation>“{name}”의 편집 내용이 저장되지 않았습니다.</translation>
  </message>
  <message>
   <source>The edit was made with the model “{name}”, which is not here.</source>
   <translation>이 편집에 쓰인 모델 “{name}”이(가) 없습니다.</translation>
  </message>
  <message>
   <source>The language changes at the next start: a page is at work.</source>
   <translation>작업 중인 창이 있어 다음에 시작할 때 언어가 바뀝니다.</translation>
  </message>
  <message>
   <source>The model is being loaded.</source>
   <translation>모델을 불러오는 중입니다.</translation>
  </message>
  <message>
   <source>The photo is being prepared.</source>
   <translation>사진을 준비하는 중입니다.</translation>
  </message>
  <message>
   <source>The photo is being prepared. This is done once; then the sliders follow your hand.</source>
   <translation>사진을 준비하는 중입니다. 한 번만 하면 되고, 그 뒤로는 슬라이더가 손을 따라옵니다.</translation>
  </message>
  <message>
   <source>The photo is being read.</source>
   <translation>사진을 읽는 중입니다.</translation>
  </message>
  <message>
   <source>The photo is not prepared, so the sliders rest.</source>
   <translation>사진이 준비되지 않아 슬라이더를 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>The photo was changed since.</source>
   <translation>사진이 그 뒤에 바뀌었습니다.</translation>
  </message>
  <message>
   <source>There is no photo to paste. Copy a picture or a file first.</source>
   <translation>붙여넣을 사진이 없습니다. 먼저 그림이나 파일을 복사하세요.</translation>
  </message>
  <message>
   <source>These edited photos are not saved:</source>
   <translation>다음 편집한 사진을 저장하지 않았습니다:</translation>
  </message>
  <message>
   <source>Unsaved edit</source>
   <translation>저장하지 않은 편집</translation>
  </message>
  <message>
   <source>Where is “{name}” now?</source>
   <translation>“{name}” 파일은 지금 어디에 있나요?</translation>
  </message>
  <message>
   <source>choice of a preset</source>
   <translation>프리셋 선택</translation>
  </message>
  <message>
   <source>settings of one face for all</source>
   <translation>한 얼굴의 설정을 모두에 적용</translation>
  </message>
  <message>
   <source>{n} photos were being edited when the program ended.</source>
   <translation>프로그램이 끝날 때 사진 {n}장을 편집하고 있었습니다.</translation>
  </message>
  <message>
   <source>{w} × {h} pixels</source>
   <translation>{w} × {h}픽셀</translation>
  </message>
  <message>
   <source>“{name}” was being edited when the program ended.</source>
   <translation>프로그램이 끝날 때 “{name}” 사진을 편집하고 있었습니다.</translation>
  </message>
  <message>
   <source>“{name}” was edited before.</source>
   <translation>“{name}” 사진은 전에 편집한 적이 있습니다.</translation>
  </message>
 </context>
 <context>
  <name>Messages</name>
  <message>
   <source>%1 They were not taken.</source>
   <translation>%1 가져오지 않았습니다.</translation>
  </message>
  <message>
   <source>%1 begins with a preview, which is not kept; nor is what is written only there.</source>
   <translation>%1은(는) 미리보기로 시작하며, 미리보기와 그 안에만 적힌 내용은 유지되지 않습니다.</translation>
  </message>
  <message>
   <source>%1 cannot be read: %2.</source>
   <translation>%1을(를) 읽을 수 없습니다: %2.</translation>
  </message>
  <message>
   <source>%1 cannot be used on %2: %3.</source>
   <translation>%1을(를) %2에서 쓸 수 없습니다: %3.</translation>
  </message>
  <message>
   <source>%1 has %2 bits a sample, of which 16 are kept.</source>
   <translation>%1은(는) 샘플당 %2비트이며, 그중 16비트가 유지됩니다.</translation>
  </message>
  <message>
   <source>%1 has a channel beside its colours, which is not kept.</source>
   <translation>%1에는 색 외의 채널이 있으며, 유지되지 않습니다.</translation>
  </message>
  <message>
   <source>%1 has colours of a kind that is not read.</source>
   <translation>%1의 색 형식은 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>%1 has more than 8 bits a sample, of which 8 are kept.</source>
   <translation>%1은(는) 샘플당 8비트를 넘으며, 그중 8비트가 유지됩니다.</translation>
  </message>
  <message>
   <source>%1 has no %2.</source>
   <translation>%1에 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <source>%1 has no direction “%2”.</source>
   <translation>%1에 “%2” 방향이 없습니다.</translation>
  </message>
  <message>
   <source>%1 has no place for the photo's %2: left out.</source>
   <translation>%1에는 사진의 %2을(를) 넣을 자리가 없어 제외했습니다.</translation>
  </message>
  <message>
   <source>%1 has no preset “%2”.</source>
   <translation>%1에 “%2” 프리셋이 없습니다.</translation>
  </message>
  <message>
   <source>%1 has samples below zero.</source>
   <translation>%1에 0보다 작은 샘플이 있습니다.</translation>
  </message>
  <message>
   <source>%1 holds 8 bits a sample: of the photo's 16, 8 were kept.</source>
   <translation>%1은(는) 샘플당 8비트이므로 사진의 16비트 중 8비트를 유지했습니다.</translation>
  </message>
  <message>
   <source>%1 holds light beyond white or below black, which was cut off.</source>
   <translation>%1에 흰색보다 밝거나 검은색보다 어두운 빛이 있어 잘라 냈습니다.</translation>
  </message>
  <message>
   <source>%1 holds no CMYK: the photo was saved in sRGB.</source>
   <translation>%1은(는) CMYK를 담을 수 없어 사진을 sRGB로 저장했습니다.</translation>
  </message>
  <message>
   <source>%1 holds no transparency: the photo was laid on white.</source>
   <translation>%1은(는) 투명도를 담을 수 없어 사진을 흰 바탕에 놓았습니다.</translation>
  </message>
  <message>
   <source>%1 holds previews or masks beside the photo, which are not kept.</source>
   <translation>%1에 사진 외에 미리보기나 마스크가 있으며, 유지되지 않습니다.</translation>
  </message>
  <message>
   <source>%1 is a BigTIFF of a rare kind that is not read.</source>
   <translation>%1은(는) 읽을 수 없는 드문 종류의 BigTIFF입니다.</translation>
  </message>
  <message>
   <source>%1 is a JPEG of %2 bits, a kind that is not written; %3 keeps all of it.</source>
   <translation>%1은(는) %2비트 JPEG이며 이 형식으로는 저장하지 않습니다. %3(으)로는 모두 유지됩니다.</translation>
  </message>
  <message>
   <source>%1 is a JPEG of a rare kind that is not read.</source>
   <translation>%1은(는) 읽을 수 없는 드문 종류의 JPEG입니다.</translation>
  </message>
  <message>
   <source>%1 is a camera's raw file, not a finished picture.</source>
   <translation>%1은(는) 완성된 사진이 아니라 카메라의 RAW 파일입니다.</translation>
  </message>
  <message>
   <source>%1 is a lossless JPEG, a kind that is not written; %2 keeps all of it.</source>
   <translation>%1은(는) 무손실 JPEG이며 이 형식으로는 저장하지 않습니다. %2(으)로는 모두 유지됩니다.</translation>
  </message>
  <message>
   <source>%1 is animated or has several pages.</source>
   <translation>%1은(는) 움직이는 그림이거나 여러 쪽으로 되어 있습니다.</translation>
  </message>
  <message>
   <source>%1 is compressed in a way that is not read.</source>
   <translation>%1의 압축 방식은 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>%1 is damaged and cannot be read.</source>
   <translation>%1이(가) 손상되어 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>%1 is empty.</source>
   <translation>%1이(가) 비어 있습니다.</translation>
  </message>
  <message>
   <source>%1 is larger than the hub says it should be.</source>
   <translation>%1이(가) 모델 허브가 알려 준 크기보다 큽니다.</translation>
  </message>
  <message>
   <source>%1 is not a picture in a format that can be read.</source>
   <translation>%1은(는) 읽을 수 있는 형식의 그림이 아닙니다.</translation>
  </message>
  <message>
   <source>%1 is too large: %2 x %3 pixels.</source>
   <translation>%1이(가) 너무 큽니다: %2 x %3픽셀.</translation>
  </message>
  <message>
   <source>%1 of %2 is not what the hub says it should be.</source>
   <translation>%2의 %1이(가) 모델 허브가 알려 준 내용과 다릅니다.</translation>
  </message>
  <message>
   <source>--%1 cannot be %2.</source>
   <translation>--%1에 %2을(를) 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>--%1 means nothing for %2.</source>
   <translation>--%1은(는) %2에 의미가 없습니다.</translation>
  </message>
  <message>
   <source>A base model cannot be in a folder called “%1”.</source>
   <translation>기본 모델은 “%1”(이)라는 이름의 폴더에 있을 수 없습니다.</translation>
  </message>
  <message>
   <source>A base model is a folder with unet/ and scheduler/ in diffusers' layout.</source>
   <translation>기본 모델은 unet/ 및 scheduler/가 있는 diffusers 형식의 폴더입니다.</translation>
  </message>
  <message>
   <source>A direction cannot be called “%1”.</source>
   <translation>방향 이름으로 “%1”을(를) 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>A model cannot be called “%1”.</source>
   <translation>모델 이름으로 “%1”을(를) 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>A model of %1 timesteps cannot take %2 steps.</source>
   <translation>타임스텝이 %1개인 모델은 %2단계로 편집할 수 없습니다.</translation>
  </message>
  <message>
   <source>A morph cannot be written as “%1”.</source>
   <translation>모프를 “%1”(으)로 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>A morph cannot have so many frames: %1.</source>
   <translation>모프를 %1프레임으로 만들 수 없습니다.</translation>
  </message>
  <message>
   <source>A preset cannot be called “%1”.</source>
   <translation>프리셋 이름으로 “%1”을(를) 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>Accept its terms on its page, and set HF_TOKEN to your access token.</source>
   <translation>모델의 페이지에서 약관에 동의하고 HF_TOKEN에 액세스 토큰을 넣으세요.</translation>
  </message>
  <message>
   <source>All photos are rated the same.</source>
   <translation>모든 사진의 평점이 같습니다.</translation>
  </message>
  <message>
   <source>Another batch is at work in “%1”.</source>
   <translation>다른 일괄 작업이 “%1”에서 진행 중입니다.</translation>
  </message>
  <message>
   <source>Assumed 64 channels an attention head, as ADM and P2-weighting have it.</source>
   <translation>ADM과 P2-weighting처럼 어텐션 헤드당 채널이 64개라고 가정했습니다.</translation>
  </message>
  <message>
   <source>Assumed attention heads: %1, as iDDPM published such networks.</source>
   <translation>공개된 iDDPM 네트워크처럼 어텐션 헤드가 %1개라고 가정했습니다.</translation>
  </message>
  <message>
   <source>Assumed pictures of %1 pixels, as networks of its shape were published; else give --size.</source>
   <translation>같은 구조의 공개된 네트워크를 따라 %1픽셀 사진으로 가정했습니다. 아니라면 --size를 지정하세요.</translation>
  </message>
  <message>
   <source>Asyrp edits models of the kind UNet2DModel without classes or prompts.</source>
   <translation>Asyrp는 클래스나 문구를 받지 않는 UNet2DModel 종류의 모델을 편집합니다.</translation>
  </message>
  <message>
   <source>Asyrp needs a model that works on pixels, such as ddpm-celebahq-256.</source>
   <translation>Asyrp에는 ddpm-celebahq-256처럼 픽셀에서 작동하는 모델이 필요합니다.</translation>
  </message>
  <message>
   <source>Asyrp needs one on pixels alone.</source>
   <translation>Asyrp에는 픽셀만 다루는 모델이 필요합니다.</translation>
  </message>
  <message>
   <source>At most %1 megapixels of its kind can be edited; make it smaller first.</source>
   <translation>이런 종류의 사진은 %1메가픽셀까지 편집할 수 있습니다. 먼저 크기를 줄이세요.</translation>
  </message>
  <message>
   <source>Attention of %1 channels cannot be cut into such heads.</source>
   <translation>채널이 %1개인 어텐션은 그런 헤드로 나눌 수 없습니다.</translation>
  </message>
  <message>
   <source>BMP has no place for the record of the edit: it was left out.</source>
   <translation>BMP에는 편집 기록을 넣을 자리가 없어 제외했습니다.</translation>
  </message>
  <message>
   <source>Both prompts mean the same to the text-image model.</source>
   <translation>텍스트-이미지 모델에는 두 문구의 뜻이 같습니다.</translation>
  </message>
  <message>
   <source>Both prompts need words.</source>
   <translation>두 문구를 모두 적어야 합니다.</translation>
  </message>
  <message>
   <source>Both sides of the grid are the same direction.</source>
   <translation>격자의 두 축이 같은 방향입니다.</translation>
  </message>
  <message>
   <source>Bring the model's whole folder.</source>
   <translation>모델 폴더 전체를 가져오세요.</translation>
  </message>
  <message>
   <source>CUDA graphs</source>
   <translation>CUDA 그래프</translation>
  </message>
  <message>
   <source>Calibrate it with photos of your own.</source>
   <translation>직접 고른 사진으로 보정하세요.</translation>
  </message>
  <message>
   <source>Check HF_ENDPOINT.</source>
   <translation>HF_ENDPOINT를 확인하세요.</translation>
  </message>
  <message>
   <source>Check HF_ENDPOINT; the model may have been moved.</source>
   <translation>HF_ENDPOINT를 확인하세요. 모델이 옮겨졌을 수도 있습니다.</translation>
  </message>
  <message>
   <source>Check that it is an edit file.</source>
   <translation>편집 파일이 맞는지 확인하세요.</translation>
  </message>
  <message>
   <source>Check that the file exists and may be read.</source>
   <translation>파일이 있고 읽을 수 있는지 확인하세요.</translation>
  </message>
  <message>
   <source>Check that the folder may be written to and has room.</source>
   <translation>폴더에 쓸 수 있고 공간이 있는지 확인하세요.</translation>
  </message>
  <message>
   <source>Check the file.</source>
   <translation>파일을 확인하세요.</translation>
  </message>
  <message>
   <source>Check the folder and its room.</source>
   <translation>폴더와 남은 공간을 확인하세요.</translation>
  </message>
  <message>
   <source>Check the name, and the network if its weights are still to be downloaded; or use the built-in one.</source>
   <translation>이름을 확인하고, 가중치를 아직 받지 않았다면 네트워크를 확인하세요. 또는 기본 제공 모델을 쓰세요.</translation>
  </message>
  <message>
   <source>Check the network, or bring the model's folder instead.</source>
   <translation>네트워크를 확인하거나 모델 폴더를 직접 가져오세요.</translation>
  </message>
  <message>
   <source>Check the settings of the import.</source>
   <translation>가져오기 설정을 확인하세요.</translation>
  </message>
  <message>
   <source>Check where the file is.</source>
   <translation>파일의 위치를 확인하세요.</translation>
  </message>
  <message>
   <source>Choose a file in it.</source>
   <translation>그 안의 파일을 고르세요.</translation>
  </message>
  <message>
   <source>Choose a folder in diffusers' layout, with model_index.json or unet/, or a checkpoint file.</source>
   <translation>model_index.json 또는 unet/이 있는 diffusers 형식의 폴더나 체크포인트 파일을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose a folder or a checkpoint file.</source>
   <translation>폴더나 체크포인트 파일을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose a preset, or give --set NAME=STRENGTH.</source>
   <translation>프리셋을 선택하거나 --set NAME=STRENGTH를 지정하세요.</translation>
  </message>
  <message>
   <source>Choose an empty folder.</source>
   <translation>빈 폴더를 선택하세요.</translation>
  </message>
  <message>
   <source>Choose an unconditional model, such as ddpm-celebahq-256.</source>
   <translation>ddpm-celebahq-256 같은 무조건부 모델을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose another disk.</source>
   <translation>다른 디스크를 선택하세요.</translation>
  </message>
  <message>
   <source>Choose another file.</source>
   <translation>다른 파일을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>다른 폴더를 선택하세요.</translation>
  </message>
  <message>
   <source>Choose another for one of them.</source>
   <translation>둘 중 하나를 바꾸세요.</translation>
  </message>
  <message>
   <source>Choose another format, such as PNG or TIFF.</source>
   <translation>PNG나 TIFF 같은 다른 형식을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose another name, or remove that one first.</source>
   <translation>다른 이름을 쓰거나 그것을 먼저 지우세요.</translation>
  </message>
  <message>
   <source>Choose another name, or replace it: on the command line, with --force.</source>
   <translation>다른 이름을 쓰거나 바꾸세요. 명령줄에서는 --force를 씁니다.</translation>
  </message>
  <message>
   <source>Choose another name, or say that it may be replaced.</source>
   <translation>다른 이름을 쓰거나 바꾸어도 된다고 지정하세요.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>다른 이름을 쓰세요.</translation>
  </message>
  <message>
   <source>Choose another number.</source>
   <translation>다른 수를 고르세요.</translation>
  </message>
  <message>
   <source>Choose auto or cpu.</source>
   <translation>auto 또는 cpu를 선택하세요.</translation>
  </message>
  <message>
   <source>Choose one from 0 to %1.</source>
   <translation>0부터 %1까지에서 선택하세요.</translation>
  </message>
  <message>
   <source>Choose the base model it was made for, or make the direction again for this one.</source>
   <translation>이 방향이 만들어진 기본 모델을 선택하거나, 이 모델용으로 방향을 다시 만드세요.</translation>
  </message>
  <message>
   <source>Choose the base model it was trained for.</source>
   <translation>학습에 쓰인 기본 모델을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose the base model it was trained for. If you know that it is this one, say that it may be taken in for any data set (--any-data).</source>
   <translation>이 방향이 학습된 기본 모델을 고르세요. 이 모델이 맞다는 것을 안다면 어떤 데이터 세트용이든 가져오도록 하세요(--any-data).</translation>
  </message>
  <message>
   <source>Choose the checkpoint of a diffusion model.</source>
   <translation>확산 모델의 체크포인트를 선택하세요.</translation>
  </message>
  <message>
   <source>Choose the unconditional checkpoint of the same family.</source>
   <translation>같은 계열의 무조건부 체크포인트를 선택하세요.</translation>
  </message>
  <message>
   <source>Close other programs, or choose the CPU.</source>
   <translation>다른 프로그램을 닫거나 CPU를 선택하세요.</translation>
  </message>
  <message>
   <source>Combine directions of one base model.</source>
   <translation>한 기본 모델의 방향끼리 합치세요.</translation>
  </message>
  <message>
   <source>Data of an unknown kind in the photo's file were left out: they may be about its pixels.</source>
   <translation>사진 파일에 있던 알 수 없는 데이터를 제외했습니다. 픽셀에 관한 것일 수 있습니다.</translation>
  </message>
  <message>
   <source>Data of other programs in the photo's file were left out: they may tell a place.</source>
   <translation>사진 파일에 있던 다른 프로그램의 데이터를 제외했습니다. 장소가 드러날 수 있습니다.</translation>
  </message>
  <message>
   <source>Develop it in a program for raw files, and save it as TIFF or JPEG.</source>
   <translation>RAW 현상 프로그램에서 현상한 뒤 TIFF나 JPEG로 저장하세요.</translation>
  </message>
  <message>
   <source>Did you mean %1?</source>
   <translation>혹시 %1인가요?</translation>
  </message>
  <message>
   <source>Does this network want you to sign in on a page first? Else check HF_ENDPOINT.</source>
   <translation>이 네트워크가 먼저 로그인 페이지를 거쳐야 하나요? 아니라면 HF_ENDPOINT를 확인하세요.</translation>
  </message>
  <message>
   <source>Download it again.</source>
   <translation>다시 내려받으세요.</translation>
  </message>
  <message>
   <source>Downloads are switched off by HF_HUB_OFFLINE.</source>
   <translation>HF_HUB_OFFLINE 때문에 내려받기가 꺼져 있습니다.</translation>
  </message>
  <message>
   <source>Duplicate it: the copy is yours.</source>
   <translation>복제하세요. 복사본은 자유롭게 고칠 수 있습니다.</translation>
  </message>
  <message>
   <source>Export it or make it again.</source>
   <translation>다시 내보내거나 다시 만드세요.</translation>
  </message>
  <message>
   <source>Faces count from 1, the largest; choose a square where the face was not found.</source>
   <translation>얼굴은 가장 큰 것부터 1번입니다. 얼굴을 찾지 못했다면 사각형을 선택하세요.</translation>
  </message>
  <message>
   <source>Favourites and tags cannot be kept.</source>
   <translation>즐겨찾기와 태그를 저장할 수 없습니다.</translation>
  </message>
  <message>
   <source>Free some space, or move the model folder to another disk: asyrp-desktop models move.</source>
   <translation>공간을 비우거나 모델 폴더를 다른 디스크로 옮기세요: asyrp-desktop models move.</translation>
  </message>
  <message>
   <source>From where it edits follows from the curves of %1 and a cosine of its prompts that is assumed: %2, as of an expression or an age (--t-edit).</source>
   <translation>편집이 시작되는 시점은 %1의 곡선과 가정한 프롬프트 코사인에서 나옵니다: 표정이나 나이처럼 %2 (--t-edit).</translation>
  </message>
  <message>
   <source>From where it edits follows from the curves of %1 and its prompts' cosine, %2.</source>
   <translation>편집이 시작되는 시점은 %1의 곡선과 프롬프트 코사인 %2에서 나옵니다.</translation>
  </message>
  <message>
   <source>From where it edits is assumed: the middle of all timesteps (--t-edit).</source>
   <translation>편집이 시작되는 시점을 전체 타임스텝의 중간으로 가정했습니다(--t-edit).</translation>
  </message>
  <message>
   <source>Get it again.</source>
   <translation>다시 받으세요.</translation>
  </message>
  <message>
   <source>Get the weights from a source that you trust, best as .safetensors.</source>
   <translation>믿을 수 있는 곳에서 가중치를 받으세요. .safetensors 파일이 가장 좋습니다.</translation>
  </message>
  <message>
   <source>Give 1 to %1 steps.</source>
   <translation>1부터 %1까지의 단계를 지정하세요.</translation>
  </message>
  <message>
   <source>Give 2 to %1.</source>
   <translation>2부터 %1까지를 지정하세요.</translation>
  </message>
  <message>
   <source>Give a folder of photos.</source>
   <translation>사진 폴더를 지정하세요.</translation>
  </message>
  <message>
   <source>Give a folder that holds some.%1%2</source>
   <translation>사진이 들어 있는 폴더를 지정하세요.%1%2</translation>
  </message>
  <message>
   <source>Give a number from %1 to %2.</source>
   <translation>%1에서 %2 사이의 수를 지정하세요.</translation>
  </message>
  <message>
   <source>Give a path instead.</source>
   <translation>대신 경로를 지정하세요.</translation>
  </message>
  <message>
   <source>Give another --name, or remove that one first.</source>
   <translation>다른 --name을 지정하거나, 먼저 그것을 제거하세요.</translation>
  </message>
  <message>
   <source>Give another --size.</source>
   <translation>다른 --size를 지정하세요.</translation>
  </message>
  <message>
   <source>Give another name, --name, of letters, digits, “-”, “_”, “.” and spaces.</source>
   <translation>글자, 숫자, “-”, “_”, “.”, 공백으로 된 다른 이름을 --name으로 지정하세요.</translation>
  </message>
  <message>
   <source>Give at least two; a hundred are good.</source>
   <translation>두 장 이상 넣으세요. 백 장이면 좋습니다.</translation>
  </message>
  <message>
   <source>Give both of them, or neither of them.</source>
   <translation>둘 다 지정하거나 둘 다 지정하지 마세요.</translation>
  </message>
  <message>
   <source>Give directions with weights other than 0.</source>
   <translation>가중치가 0이 아닌 방향을 지정하세요.</translation>
  </message>
  <message>
   <source>Give folders, files or patterns such as 'day*/*.jpg'.</source>
   <translation>폴더, 파일 또는 'day*/*.jpg' 같은 패턴을 지정하세요.</translation>
  </message>
  <message>
   <source>Give it a short name without “=” (--name), or rename its file.</source>
   <translation>“=”가 없는 짧은 이름을 지정하거나(--name) 파일 이름을 바꾸세요.</translation>
  </message>
  <message>
   <source>Give it a short name without “=”.</source>
   <translation>“=”이 없는 짧은 이름을 쓰세요.</translation>
  </message>
  <message>
   <source>Give it a short name.</source>
   <translation>짧은 이름을 쓰세요.</translation>
  </message>
  <message>
   <source>Give it another name.</source>
   <translation>다른 이름을 붙이세요.</translation>
  </message>
  <message>
   <source>Give it: --t-edit.</source>
   <translation>--t-edit로 지정하세요.</translation>
  </message>
  <message>
   <source>Give more photos, or such that differ more.</source>
   <translation>사진을 더 넣거나 서로 더 다른 사진을 넣으세요.</translation>
  </message>
  <message>
   <source>Give more pictures, or ask for less.</source>
   <translation>그림을 더 넣거나 성분을 더 적게 요청하세요.</translation>
  </message>
  <message>
   <source>Give more pictures.</source>
   <translation>그림을 더 넣으세요.</translation>
  </message>
  <message>
   <source>Give other --heads or --head-channels.</source>
   <translation>--heads 또는 --head-channels를 다르게 지정하세요.</translation>
  </message>
  <message>
   <source>Give other inputs.</source>
   <translation>다른 입력을 지정하세요.</translation>
  </message>
  <message>
   <source>Give the built-in one's name, a folder, or a name such as ViT-B-16/openai.</source>
   <translation>기본 제공 모델의 이름, 폴더, 또는 ViT-B-16/openai 같은 이름을 지정하세요.</translation>
  </message>
  <message>
   <source>Give the file model_ir_se50.pth, which the public implementation of Asyrp uses, too.</source>
   <translation>Asyrp 공개 구현에서도 쓰는 model_ir_se50.pth 파일을 지정하세요.</translation>
  </message>
  <message>
   <source>Give the left edge, the top edge and the side of a square, in pixels.</source>
   <translation>사각형의 왼쪽, 위쪽, 한 변을 픽셀로 지정하세요.</translation>
  </message>
  <message>
   <source>Give the name of a file.</source>
   <translation>파일 이름을 지정하세요.</translation>
  </message>
  <message>
   <source>Give the report another name.</source>
   <translation>보고서에 다른 이름을 지정하세요.</translation>
  </message>
  <message>
   <source>Give the size in pixels: --size.</source>
   <translation>크기를 픽셀로 지정하세요: --size.</translation>
  </message>
  <message>
   <source>If it knows square ones too, import it with their side in pixels: --size.</source>
   <translation>정사각형 사진도 다룬다면 한 변의 픽셀 수를 --size로 지정해 가져오세요.</translation>
  </message>
  <message>
   <source>If it was trained on that, too, take its curves: asyrp-desktop calibrate --model %1 --published %2</source>
   <translation>이 모델도 그 데이터로 학습되었다면 그 곡선을 쓰세요: asyrp-desktop calibrate --model %1 --published %2</translation>
  </message>
  <message>
   <source>Import it for the base model it was trained for: asyrp-desktop models import FILE --for MODEL.</source>
   <translation>학습에 쓰인 기본 모델용으로 가져오세요: asyrp-desktop models import FILE --for MODEL.</translation>
  </message>
  <message>
   <source>Import it from a file, if you have one.</source>
   <translation>파일이 있다면 그 파일에서 가져오세요.</translation>
  </message>
  <message>
   <source>Import it, and give their side in pixels: --size.</source>
   <translation>가져올 때 한 변의 픽셀 수를 --size로 지정하세요.</translation>
  </message>
  <message>
   <source>Install ffmpeg, or write a .webp or .gif.</source>
   <translation>ffmpeg를 설치하거나 .webp 또는 .gif로 쓰세요.</translation>
  </message>
  <message>
   <source>Install it again.</source>
   <translation>다시 설치하세요.</translation>
  </message>
  <message>
   <source>Install that model first.</source>
   <translation>먼저 그 모델을 설치하세요.</translation>
  </message>
  <message>
   <source>Install the extra: pip install 'asyrp-desktop[cluster]'.</source>
   <translation>추가 구성 요소를 설치하세요: pip install 'asyrp-desktop[cluster]'.</translation>
  </message>
  <message>
   <source>Install the model again.</source>
   <translation>모델을 다시 설치하세요.</translation>
  </message>
  <message>
   <source>Install what fsspec needs for it.</source>
   <translation>fsspec에 필요한 패키지를 설치하세요.</translation>
  </message>
  <message>
   <source>Is Ray running there?</source>
   <translation>그곳에서 Ray가 실행 중인가요?</translation>
  </message>
  <message>
   <source>Is its disk still there, and may it be written to?</source>
   <translation>디스크가 아직 연결되어 있고 쓸 수 있는지 확인하세요.</translation>
  </message>
  <message>
   <source>Is the disk full?</source>
   <translation>디스크가 가득 찼나요?</translation>
  </message>
  <message>
   <source>It cannot be read: %1.</source>
   <translation>읽을 수 없습니다: %1.</translation>
  </message>
  <message>
   <source>It cannot be written: %1</source>
   <translation>쓸 수 없습니다: %1</translation>
  </message>
  <message>
   <source>It edits from t = %1 up.</source>
   <translation>t = %1 이상의 단계를 편집합니다.</translation>
  </message>
  <message>
   <source>It may hold %1.</source>
   <translation>쓸 수 있는 것: %1.</translation>
  </message>
  <message>
   <source>It needs the columns “file” and “%1”, the latter with numbers.</source>
   <translation>“file” 열과 숫자로 된 “%1” 열이 필요합니다.</translation>
  </message>
  <message>
   <source>It needs the columns “file” and “%1”.</source>
   <translation>“file” 열과 “%1” 열이 필요합니다.</translation>
  </message>
  <message>
   <source>It was left as it is.</source>
   <translation>그대로 두었습니다.</translation>
  </message>
  <message>
   <source>Its side may be %1 times the photo's longer side at most.</source>
   <translation>한 변은 사진의 긴 변의 %1배까지 가능합니다.</translation>
  </message>
  <message>
   <source>Keep float32.</source>
   <translation>float32를 그대로 쓰세요.</translation>
  </message>
  <message>
   <source>Known are %1 of a UNet2DModel.</source>
   <translation>지원하는 것은 UNet2DModel의 %1입니다.</translation>
  </message>
  <message>
   <source>Known are original DDPM, guided-diffusion, iDDPM and P2-weighting checkpoints, and diffusers folders.</source>
   <translation>지원하는 것은 원래의 DDPM, guided-diffusion, iDDPM, P2-weighting 체크포인트와 diffusers 폴더입니다.</translation>
  </message>
  <message>
   <source>Known: %1.</source>
   <translation>있는 것: %1.</translation>
  </message>
  <message>
   <source>Known: %1; or give its folder.</source>
   <translation>있는 것: %1. 또는 폴더를 지정하세요.</translation>
  </message>
  <message>
   <source>Layers, and tags of the TIFF that are damaged or very large, were left out.</source>
   <translation>TIFF의 레이어와 손상되었거나 매우 큰 태그를 제외했습니다.</translation>
  </message>
  <message>
   <source>Leave it as published, and import it again.</source>
   <translation>공개된 그대로 두고 다시 가져오세요.</translation>
  </message>
  <message>
   <source>Leave it there until the batch has ended.</source>
   <translation>일괄 작업이 끝날 때까지 그대로 두세요.</translation>
  </message>
  <message>
   <source>Let it end in .html.</source>
   <translation>.html로 끝나야 합니다.</translation>
  </message>
  <message>
   <source>Let it end in {ext}, or in .jpg or .png.</source>
   <translation>{ext}이나 .jpg, .png로 끝나게 하세요.</translation>
  </message>
  <message>
   <source>MP4 needs ffmpeg, which was not found.</source>
   <translation>MP4에는 ffmpeg가 필요한데 찾지 못했습니다.</translation>
  </message>
  <message>
   <source>Make it first, or choose another.</source>
   <translation>먼저 만들거나 다른 것을 선택하세요.</translation>
  </message>
  <message>
   <source>Make room on that disk.</source>
   <translation>그 디스크의 공간을 확보하세요.</translation>
  </message>
  <message>
   <source>Make room, or train with fewer images.</source>
   <translation>공간을 확보하거나 더 적은 그림으로 학습하세요.</translation>
  </message>
  <message>
   <source>Make the edit anew.</source>
   <translation>편집을 새로 하세요.</translation>
  </message>
  <message>
   <source>Mend or remove that file.</source>
   <translation>그 파일을 고치거나 지우세요.</translation>
  </message>
  <message>
   <source>Name photos, and what to change.</source>
   <translation>사진과 바꿀 내용을 지정하세요.</translation>
  </message>
  <message>
   <source>No component stands out from the noise.</source>
   <translation>노이즈와 구별되는 성분이 없습니다.</translation>
  </message>
  <message>
   <source>No direction “%1” was removed lately.</source>
   <translation>최근에 지운 “%1” 방향이 없습니다.</translation>
  </message>
  <message>
   <source>No edit can begin at t = %1.</source>
   <translation>t = %1에서 편집을 시작할 수 없습니다.</translation>
  </message>
  <message>
   <source>No face was found.</source>
   <translation>얼굴을 찾지 못했습니다.</translation>
  </message>
  <message>
   <source>No face was found: the middle of the photo is edited.</source>
   <translation>얼굴을 찾지 못해 사진의 가운데를 편집합니다.</translation>
  </message>
  <message>
   <source>No model “%1” is installed that could be changed.</source>
   <translation>바꿀 수 있는 “%1” 모델이 설치되어 있지 않습니다.</translation>
  </message>
  <message>
   <source>No photo of “%1” can be used.</source>
   <translation>“%1”에 쓸 수 있는 사진이 없습니다.</translation>
  </message>
  <message>
   <source>Nobody published curves of “%1”.</source>
   <translation>“%1”의 곡선은 공개된 적이 없습니다.</translation>
  </message>
  <message>
   <source>Nobody published from which timestep “%1” edits %2.</source>
   <translation>“%1”이(가) %2을(를) 어느 타임스텝부터 편집하는지 공개된 값이 없습니다.</translation>
  </message>
  <message>
   <source>Nothing says how large this network's pictures are (levels %1).</source>
   <translation>이 네트워크의 사진 크기를 알 수 없습니다(단계 %1).</translation>
  </message>
  <message>
   <source>Nothing tells whether “%1” was trained for %2.</source>
   <translation>“%1”이(가) %2용으로 학습되었는지 알 수 없습니다.</translation>
  </message>
  <message>
   <source>Nothing tells whether “%1” was trained for %2: %3 in its file's name means its photos, not a network.</source>
   <translation>“%1”이(가) %2용으로 학습되었는지 알 수 없습니다. 파일 이름의 %3은(는) 네트워크가 아니라 사진을 뜻합니다.</translation>
  </message>
  <message>
   <source>Nothing was published of a data set “%1”. Known are %2.</source>
   <translation>데이터 세트 “%1”에 대해 공개된 것이 없습니다. 알려진 것은 %2입니다.</translation>
  </message>
  <message>
   <source>Of “%1” the part %2 is missing.</source>
   <translation>“%1”에서 %2 부분이 없습니다.</translation>
  </message>
  <message>
   <source>One photo is not enough to learn from.</source>
   <translation>사진 한 장으로는 배울 수 없습니다.</translation>
  </message>
  <message>
   <source>Only unconditional networks in their published form can be imported.</source>
   <translation>공개된 형식의 무조건부 네트워크만 가져올 수 있습니다.</translation>
  </message>
  <message>
   <source>Open it in another program and save it again.</source>
   <translation>다른 프로그램에서 열어 다시 저장하세요.</translation>
  </message>
  <message>
   <source>Open it with a newer version.</source>
   <translation>더 새로운 버전으로 여세요.</translation>
  </message>
  <message>
   <source>Paint it on a copy of the photo, as it looks upright.</source>
   <translation>바로 세운 사진의 사본 위에 칠하세요.</translation>
  </message>
  <message>
   <source>Paint white where the photo may change.</source>
   <translation>사진이 바뀌어도 되는 곳을 흰색으로 칠하세요.</translation>
  </message>
  <message>
   <source>Pictures of %1 pixels cannot be cut into patches of %2.</source>
   <translation>%1픽셀 사진은 %2 크기의 패치로 나눌 수 없습니다.</translation>
  </message>
  <message>
   <source>Pictures of %1 pixels may not fit it: give their side (--size), and check the other settings.</source>
   <translation>%1픽셀 사진이 맞지 않을 수 있습니다. 한 변(--size)을 지정하고 다른 설정도 확인하세요.</translation>
  </message>
  <message>
   <source>Project another direction off it.</source>
   <translation>다른 방향을 빼세요.</translation>
  </message>
  <message>
   <source>Put it in other words, or choose a larger text-image model.</source>
   <translation>다른 말로 바꾸거나 더 큰 텍스트-이미지 모델을 선택하세요.</translation>
  </message>
  <message>
   <source>Rate some higher than others.</source>
   <translation>어떤 사진에는 더 높은 평점을 주세요.</translation>
  </message>
  <message>
   <source>Ray is not installed.</source>
   <translation>Ray가 설치되어 있지 않습니다.</translation>
  </message>
  <message>
   <source>Remove it, and the batch begins anew.</source>
   <translation>그 파일을 지우면 일괄 작업이 처음부터 시작됩니다.</translation>
  </message>
  <message>
   <source>Remove it, or choose another folder.</source>
   <translation>그것을 지우거나 다른 폴더를 고르세요.</translation>
  </message>
  <message>
   <source>Remove the link.</source>
   <translation>링크를 없애세요.</translation>
  </message>
  <message>
   <source>Remove “%1”, which is both.</source>
   <translation>둘을 함께 나타내는 “%1”을(를) 제거하세요.</translation>
  </message>
  <message>
   <source>Rename that folder.</source>
   <translation>그 폴더의 이름을 바꾸세요.</translation>
  </message>
  <message>
   <source>Row %1 of “%2” says no file and rating.</source>
   <translation>“%2”의 %1번째 줄에 파일과 평점이 없습니다.</translation>
  </message>
  <message>
   <source>Save it as JPEG, PNG or TIFF.</source>
   <translation>JPEG, PNG, TIFF로 저장하세요.</translation>
  </message>
  <message>
   <source>Save it as TIFF without compression.</source>
   <translation>압축 없는 TIFF로 저장하세요.</translation>
  </message>
  <message>
   <source>Save it as a usual JPEG, or as PNG.</source>
   <translation>일반 JPEG나 PNG로 저장하세요.</translation>
  </message>
  <message>
   <source>Save it as a usual TIFF.</source>
   <translation>일반 TIFF로 저장하세요.</translation>
  </message>
  <message>
   <source>Save it in RGB or in greys.</source>
   <translation>RGB나 회색조로 저장하세요.</translation>
  </message>
  <message>
   <source>Save it with 8 or 16 bits a sample, without a sign.</source>
   <translation>부호 없는 샘플당 8비트나 16비트로 저장하세요.</translation>
  </message>
  <message>
   <source>Save one picture of it as a file of its own.</source>
   <translation>그중 한 그림을 따로 저장하세요.</translation>
  </message>
  <message>
   <source>See: asyrp-desktop models list.</source>
   <translation>asyrp-desktop models list를 참고하세요.</translation>
  </message>
  <message>
   <source>Self-test: the network hardly recognises noise (correlation %1). Its size, heads, attention order or schedule may be other than assumed, or its pictures are quite unlike photos.</source>
   <translation>자체 검사: 네트워크가 노이즈를 거의 알아보지 못합니다(상관 %1). 크기, 헤드, 어텐션 순서, 스케줄이 가정과 다르거나, 사진과 매우 다른 그림을 다루는 네트워크일 수 있습니다.</translation>
  </message>
  <message>
   <source>Self-test: the network tells noise from picture (correlation %1).</source>
   <translation>자체 검사: 네트워크가 노이즈와 그림을 구별합니다(상관 %1).</translation>
  </message>
  <message>
   <source>Set a strength first.</source>
   <translation>먼저 강도를 정하세요.</translation>
  </message>
  <message>
   <source>Small copies of the photo as it was were left out.</source>
   <translation>편집 전 사진의 작은 사본을 제외했습니다.</translation>
  </message>
  <message>
   <source>Something unforeseen went wrong: %1.</source>
   <translation>예기치 못한 문제가 생겼습니다: %1.</translation>
  </message>
  <message>
   <source>Start it again without resuming.</source>
   <translation>이어서 하지 말고 처음부터 시작하세요.</translation>
  </message>
  <message>
   <source>Taken for the published network of %1, as whose its file is called (--data).</source>
   <translation>파일 이름에 따라 공개된 %1 네트워크로 보았습니다(--data).</translation>
  </message>
  <message>
   <source>Texts or other data in the photo's file that are damaged or too long were left out.</source>
   <translation>사진 파일에서 손상되었거나 너무 긴 텍스트나 기타 데이터를 제외했습니다.</translation>
  </message>
  <message>
   <source>The %1 device ran out of memory; the CPU took over.</source>
   <translation>%1 장치의 메모리가 부족하여 CPU가 이어받았습니다.</translation>
  </message>
  <message>
   <source>The base model “%1” is damaged or incomplete.</source>
   <translation>기본 모델 “%1”이(가) 손상되었거나 불완전합니다.</translation>
  </message>
  <message>
   <source>The camera's own notes were left out: they may tell a place.</source>
   <translation>카메라 고유의 기록을 제외했습니다. 장소가 드러날 수 있습니다.</translation>
  </message>
  <message>
   <source>The card of “%1” cannot be changed.</source>
   <translation>“%1”의 카드를 바꿀 수 없습니다.</translation>
  </message>
  <message>
   <source>The card of “%1” is damaged.</source>
   <translation>“%1”의 카드가 손상되었습니다.</translation>
  </message>
  <message>
   <source>The catalog has no model “%1”.</source>
   <translation>목록에 “%1” 모델이 없습니다.</translation>
  </message>
  <message>
   <source>The cluster “%1” cannot be joined.</source>
   <translation>클러스터 “%1”에 연결할 수 없습니다.</translation>
  </message>
  <message>
   <source>The config of “%1” is damaged.</source>
   <translation>“%1”의 설정이 손상되었습니다.</translation>
  </message>
  <message>
   <source>The connection broke off while %1 was downloaded.</source>
   <translation>%1을(를) 내려받는 중에 연결이 끊어졌습니다.</translation>
  </message>
  <message>
   <source>The crop %1,%2,%3 is too large for a photo of %4 x %5 pixels.</source>
   <translation>자르기 %1,%2,%3은(는) %4 x %5픽셀 사진에 너무 큽니다.</translation>
  </message>
  <message>
   <source>The crop %1,%2,%3 misses the photo of %4 x %5 pixels.</source>
   <translation>영역 %1,%2,%3이(가) %4 x %5픽셀 사진을 벗어납니다.</translation>
  </message>
  <message>
   <source>The curves of %1 were measured with a network of the kind %2; this one is %3.</source>
   <translation>%1의 곡선은 %2 종류의 네트워크로 측정되었는데, 이것은 %3입니다.</translation>
  </message>
  <message>
   <source>The date of the photo's file could not be kept: %1.</source>
   <translation>사진 파일의 날짜를 유지하지 못했습니다: %1.</translation>
  </message>
  <message>
   <source>The date of the photo's file is not kept at addresses.</source>
   <translation>주소로 저장할 때는 사진 파일의 날짜가 유지되지 않습니다.</translation>
  </message>
  <message>
   <source>The details say why.</source>
   <translation>자세한 내용에 이유가 있습니다.</translation>
  </message>
  <message>
   <source>The disk that models are kept on is full.</source>
   <translation>모델을 보관하는 디스크가 가득 찼습니다.</translation>
  </message>
  <message>
   <source>The file has zero bytes; get the photo again from where it came from.</source>
   <translation>파일의 크기가 0바이트입니다. 사진을 원래 있던 곳에서 다시 가져오세요.</translation>
  </message>
  <message>
   <source>The file's name does not say how many steps it was trained with: taken to be %1.</source>
   <translation>파일 이름에 학습 스텝 수가 없어 %1(으)로 보았습니다.</translation>
  </message>
  <message>
   <source>The film of the motion photo was left out.</source>
   <translation>모션 포토의 동영상을 제외했습니다.</translation>
  </message>
  <message>
   <source>The folder is empty.</source>
   <translation>폴더가 비어 있습니다.</translation>
  </message>
  <message>
   <source>The folder needs photos that show what the base model knows.</source>
   <translation>기본 모델이 아는 것을 담은 사진이 폴더에 있어야 합니다.</translation>
  </message>
  <message>
   <source>The folder “%1” does not exist.</source>
   <translation>“%1” 폴더가 없습니다.</translation>
  </message>
  <message>
   <source>The hub cannot be reached.</source>
   <translation>모델 허브에 연결할 수 없습니다.</translation>
  </message>
  <message>
   <source>The hub does not give %1 to everybody.</source>
   <translation>모델 허브가 %1을(를) 아무에게나 주지는 않습니다.</translation>
  </message>
  <message>
   <source>The hub failed on %1 (%2).</source>
   <translation>모델 허브에서 %1을(를) 받지 못했습니다(%2).</translation>
  </message>
  <message>
   <source>The hub has had too many requests from this address.</source>
   <translation>이 주소에서 모델 허브에 너무 많이 요청했습니다.</translation>
  </message>
  <message>
   <source>The hub has no %1.</source>
   <translation>모델 허브에 %1이(가) 없습니다.</translation>
  </message>
  <message>
   <source>The hub lists files of %1 that lie outside it.</source>
   <translation>허브가 %1의 파일이라며 그 밖의 경로를 알려 줍니다.</translation>
  </message>
  <message>
   <source>The hub lists no files for %1.</source>
   <translation>모델 허브에 %1의 파일 목록이 없습니다.</translation>
  </message>
  <message>
   <source>The hub's address cannot be read.</source>
   <translation>허브의 주소를 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>The identity loss needs a face network and a weight.</source>
   <translation>신원 손실에는 얼굴 네트워크와 가중치가 필요합니다.</translation>
  </message>
  <message>
   <source>The inverted photos need %1 GB in “%2”, where %3 GB are free.</source>
   <translation>준비한 사진을 두려면 “%2”에 %1 GB가 필요한데, 남은 공간은 %3 GB입니다.</translation>
  </message>
  <message>
   <source>The kept state of this training is damaged.</source>
   <translation>보관된 학습 상태가 손상되었습니다.</translation>
  </message>
  <message>
   <source>The mask is %1 x %2, another shape than the photo of %3 x %4.</source>
   <translation>마스크는 %1 x %2로, %3 x %4인 사진과 모양이 다릅니다.</translation>
  </message>
  <message>
   <source>The mask “%1” is black all over.</source>
   <translation>마스크 “%1”이(가) 전부 검은색입니다.</translation>
  </message>
  <message>
   <source>The models are in “%1”; they cannot be moved to “%2”.</source>
   <translation>모델은 “%1”에 있으며 “%2”(으)로 옮길 수 없습니다.</translation>
  </message>
  <message>
   <source>The models cannot be moved to “%1”.</source>
   <translation>모델을 “%1”(으)로 옮길 수 없습니다.</translation>
  </message>
  <message>
   <source>The network cannot be evaluated.</source>
   <translation>네트워크를 계산할 수 없습니다.</translation>
  </message>
  <message>
   <source>The network's output is not a picture of finite numbers.</source>
   <translation>네트워크의 출력이 유한한 수로 된 그림이 아닙니다.</translation>
  </message>
  <message>
   <source>The pattern “%1” leaves nothing out.</source>
   <translation>“%1” 패턴으로 제외되는 것이 없습니다.</translation>
  </message>
  <message>
   <source>The photo's EXIF cannot be read, and was left out: it may tell a place.</source>
   <translation>사진의 EXIF를 읽을 수 없어 제외했습니다. 장소가 드러날 수 있습니다.</translation>
  </message>
  <message>
   <source>The photo's EXIF is damaged, and was left out.</source>
   <translation>사진의 EXIF가 손상되어 제외했습니다.</translation>
  </message>
  <message>
   <source>The photo's HDR gain map was left out: it is about the picture as it was.</source>
   <translation>사진의 HDR 게인 맵을 제외했습니다. 편집 전 사진에 관한 것입니다.</translation>
  </message>
  <message>
   <source>The photo's IPTC cannot be read, and was left out: it may tell a place.</source>
   <translation>사진의 IPTC를 읽을 수 없어 제외했습니다. 장소가 드러날 수 있습니다.</translation>
  </message>
  <message>
   <source>The photo's IPTC or what Photoshop keeps beside it is damaged, and a part was left out.</source>
   <translation>사진의 IPTC나 Photoshop이 함께 둔 데이터가 손상되어 일부를 제외했습니다.</translation>
  </message>
  <message>
   <source>The photo's XMP cannot be read, and was left out: it may tell a place.</source>
   <translation>사진의 XMP를 읽을 수 없어 제외했습니다. 장소가 드러날 수 있습니다.</translation>
  </message>
  <message>
   <source>The photo's XMP cannot be read, and was replaced.</source>
   <translation>사진의 XMP를 읽을 수 없어 새로 썼습니다.</translation>
  </message>
  <message>
   <source>The photo's XMP is too large, and was left out.</source>
   <translation>사진의 XMP가 너무 커서 제외했습니다.</translation>
  </message>
  <message>
   <source>The photo's content credentials were left out: they vouch for the picture as it was.</source>
   <translation>사진의 콘텐츠 자격 증명을 제외했습니다. 편집 전 사진을 보증하는 것입니다.</translation>
  </message>
  <message>
   <source>The photo's depth map was left out: it is about the picture as it was.</source>
   <translation>사진의 깊이 맵을 제외했습니다. 편집 전 사진에 관한 것입니다.</translation>
  </message>
  <message>
   <source>The photo's name is too long to be added to: the result's was shortened.</source>
   <translation>사진 이름이 너무 길어 덧붙일 수 없으므로 결과의 이름을 줄였습니다.</translation>
  </message>
  <message>
   <source>The photos differ no more than they would if they were shuffled.</source>
   <translation>사진들의 차이가 무작위로 섞었을 때보다 크지 않습니다.</translation>
  </message>
  <message>
   <source>The presets cannot be written.</source>
   <translation>프리셋을 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>The presets in “%1” cannot be read.</source>
   <translation>“%1”에 있는 프리셋을 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>The previews cannot be kept.</source>
   <translation>미리보기를 저장할 수 없습니다.</translation>
  </message>
  <message>
   <source>The ratings are a CSV file in UTF-8.</source>
   <translation>평점 파일은 UTF-8로 된 CSV 파일입니다.</translation>
  </message>
  <message>
   <source>The report cannot be written: %1.</source>
   <translation>보고서를 쓸 수 없습니다: %1.</translation>
  </message>
  <message>
   <source>The repository may have changed: report it.</source>
   <translation>저장소가 바뀌었을 수 있습니다. 알려 주세요.</translation>
  </message>
  <message>
   <source>The result would replace the original photo.</source>
   <translation>결과가 원본 사진을 덮어쓰게 됩니다.</translation>
  </message>
  <message>
   <source>The second part of the photo's XMP is damaged, and was left out.</source>
   <translation>사진 XMP의 둘째 부분이 손상되어 제외했습니다.</translation>
  </message>
  <message>
   <source>The second picture in the photo's file was left out, and any further one.</source>
   <translation>사진 파일에 있던 둘째 이후의 사진을 제외했습니다.</translation>
  </message>
  <message>
   <source>The settings cannot be kept.</source>
   <translation>환경설정을 저장할 수 없습니다.</translation>
  </message>
  <message>
   <source>The sidecar “%1” was not copied: %2.</source>
   <translation>사이드카 “%1”을(를) 복사하지 않았습니다: %2.</translation>
  </message>
  <message>
   <source>The sidecar “%1” was not copied: it cannot be read, and may name a place.</source>
   <translation>사이드카 “%1”을(를) 복사하지 않았습니다. 읽을 수 없으며 장소가 드러날 수 있습니다.</translation>
  </message>
  <message>
   <source>The sidecar “%1” was not copied: “%2” exists already.</source>
   <translation>사이드카 “%1”을(를) 복사하지 않았습니다. “%2”이(가) 이미 있습니다.</translation>
  </message>
  <message>
   <source>The sidecar “%1” went along, as “%2”.</source>
   <translation>사이드카 “%1”을(를) “%2”(으)로 함께 저장했습니다.</translation>
  </message>
  <message>
   <source>The sizes in “%1” do not fit each other.</source>
   <translation>“%1” 안의 크기가 서로 맞지 않습니다.</translation>
  </message>
  <message>
   <source>The template “%1” cannot be used: %2.</source>
   <translation>템플릿 “%1”을(를) 쓸 수 없습니다: %2.</translation>
  </message>
  <message>
   <source>The template “%1” names no picture file.</source>
   <translation>템플릿 “%1”이(가) 그림 파일을 가리키지 않습니다.</translation>
  </message>
  <message>
   <source>The text-image model does not know “%1”.</source>
   <translation>텍스트-이미지 모델이 “%1”을(를) 모릅니다.</translation>
  </message>
  <message>
   <source>The text-image model “%1” cannot be loaded.</source>
   <translation>텍스트-이미지 모델 “%1”을(를) 불러올 수 없습니다.</translation>
  </message>
  <message>
   <source>The text-image model “%1” is damaged.</source>
   <translation>텍스트-이미지 모델 “%1”이(가) 손상되었습니다.</translation>
  </message>
  <message>
   <source>The weights may be damaged.</source>
   <translation>가중치가 손상되었을 수 있습니다.</translation>
  </message>
  <message>
   <source>The weights of “%1” do not fit the network they should belong to.</source>
   <translation>“%1”의 가중치가 해당 네트워크에 맞지 않습니다.</translation>
  </message>
  <message>
   <source>The workers of the cluster cannot begin.</source>
   <translation>클러스터의 작업자를 시작할 수 없습니다.</translation>
  </message>
  <message>
   <source>There are no photos to edit.</source>
   <translation>편집할 사진이 없습니다.</translation>
  </message>
  <message>
   <source>There are no photos to edit: all of them are results of this batch.</source>
   <translation>편집할 사진이 없습니다. 모두 이 일괄 작업의 결과입니다.</translation>
  </message>
  <message>
   <source>There are too few pictures (%1) for so many components (%2).</source>
   <translation>성분 %2개를 구하기에는 그림이 %1장으로 너무 적습니다.</translation>
  </message>
  <message>
   <source>There is a direction “%1” already.</source>
   <translation>“%1” 방향이 이미 있습니다.</translation>
  </message>
  <message>
   <source>There is a model “%1” already.</source>
   <translation>“%1” 모델이 이미 있습니다.</translation>
  </message>
  <message>
   <source>There is no base model “%1”.</source>
   <translation>“%1” 기본 모델이 없습니다.</translation>
  </message>
  <message>
   <source>There is no face number %1: %2 found in this photo.</source>
   <translation>%1번 얼굴이 없습니다. 이 사진에서 찾은 얼굴: %2.</translation>
  </message>
  <message>
   <source>There is no folder “%1”.</source>
   <translation>“%1” 폴더가 없습니다.</translation>
  </message>
  <message>
   <source>There is no model “%1”.</source>
   <translation>“%1” 모델이 없습니다.</translation>
  </message>
  <message>
   <source>There is no room for the batch's record.</source>
   <translation>일괄 작업의 기록을 위한 공간이 없습니다.</translation>
  </message>
  <message>
   <source>There is no text-image model “%1”.</source>
   <translation>“%1” 텍스트-이미지 모델이 없습니다.</translation>
  </message>
  <message>
   <source>There is not enough memory to edit even one photo on this device.</source>
   <translation>이 장치에는 사진 한 장을 편집할 메모리도 없습니다.</translation>
  </message>
  <message>
   <source>There is nothing to combine.</source>
   <translation>합칠 것이 없습니다.</translation>
  </message>
  <message>
   <source>There is too little room for %1: %2 MB are still needed.</source>
   <translation>%1을(를) 위한 공간이 부족합니다. %2 MB가 더 필요합니다.</translation>
  </message>
  <message>
   <source>There is too little room in “%1” for %2 MB.</source>
   <translation>“%1”에 %2 MB를 위한 공간이 부족합니다.</translation>
  </message>
  <message>
   <source>There should be a %1 beside its config.json.</source>
   <translation>config.json 옆에 %1이(가) 있어야 합니다.</translation>
  </message>
  <message>
   <source>This batch would change nothing.</source>
   <translation>이 일괄 작업은 아무것도 바꾸지 않습니다.</translation>
  </message>
  <message>
   <source>This checkpoint holds layers that are not of the network it looks like.</source>
   <translation>이 체크포인트에는 예상한 네트워크의 것이 아닌 층이 있습니다.</translation>
  </message>
  <message>
   <source>This checkpoint is not of a U-Net in guided-diffusion's published form.</source>
   <translation>이 체크포인트는 guided-diffusion의 공개된 형식으로 된 U-Net이 아닙니다.</translation>
  </message>
  <message>
   <source>This computer has no usable %1 device.</source>
   <translation>이 컴퓨터에 쓸 수 있는 %1 장치가 없습니다.</translation>
  </message>
  <message>
   <source>This model predicts “%1”, which is not supported.</source>
   <translation>이 모델은 “%1”을(를) 예측하는데 지원하지 않습니다.</translation>
  </message>
  <message>
   <source>This model's noise schedule does not add noise with every timestep.</source>
   <translation>이 모델의 노이즈 스케줄은 타임스텝마다 노이즈를 더하지 않습니다.</translation>
  </message>
  <message>
   <source>This model's noise schedule ends in pure noise, from which no photo can be brought back.</source>
   <translation>이 모델의 노이즈 스케줄은 순수한 노이즈로 끝나서 사진을 되살릴 수 없습니다.</translation>
  </message>
  <message>
   <source>This network has %1 levels: its pictures cannot be %2 pixels wide.</source>
   <translation>이 네트워크는 레벨이 %1개라서 그림의 너비가 %2픽셀일 수 없습니다.</translation>
  </message>
  <message>
   <source>This network is conditional: it is told a class with every picture.</source>
   <translation>이 네트워크는 조건부입니다. 그림마다 클래스를 받습니다.</translation>
  </message>
  <message>
   <source>This preset would change nothing.</source>
   <translation>이 프리셋은 아무것도 바꾸지 않습니다.</translation>
  </message>
  <message>
   <source>Try again later, or use a mirror.</source>
   <translation>나중에 다시 시도하거나 미러를 쓰세요.</translation>
  </message>
  <message>
   <source>Try again later.</source>
   <translation>나중에 다시 시도하세요.</translation>
  </message>
  <message>
   <source>Try again: it goes on where it stopped.</source>
   <translation>다시 시도하세요. 멈춘 곳에서 이어집니다.</translation>
  </message>
  <message>
   <source>Try again; if it stays so, use another mirror.</source>
   <translation>다시 시도하고, 그래도 그대로라면 다른 미러를 쓰세요.</translation>
  </message>
  <message>
   <source>Try another mirror.</source>
   <translation>다른 미러를 쓰세요.</translation>
  </message>
  <message>
   <source>Unset it, or bring the model's folder: asyrp-desktop models import.</source>
   <translation>이 설정을 풀거나 모델 폴더를 가져오세요: asyrp-desktop models import.</translation>
  </message>
  <message>
   <source>Update the program.</source>
   <translation>프로그램을 업데이트하세요.</translation>
  </message>
  <message>
   <source>Use JPEG, PNG, WebP, TIFF, HEIC, AVIF or BMP.</source>
   <translation>JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP 중에서 쓰세요.</translation>
  </message>
  <message>
   <source>Use a short word without a comma.</source>
   <translation>쉼표가 없는 짧은 낱말을 쓰세요.</translation>
  </message>
  <message>
   <source>Use another mirror.</source>
   <translation>다른 미러를 쓰세요.</translation>
  </message>
  <message>
   <source>Use one of %1.</source>
   <translation>다음 중 하나를 쓰세요: %1.</translation>
  </message>
  <message>
   <source>Wait for it, or stop it first.</source>
   <translation>기다리거나 먼저 중지하세요.</translation>
  </message>
  <message>
   <source>Wait some minutes and try again.</source>
   <translation>몇 분 기다렸다가 다시 시도하세요.</translation>
  </message>
  <message>
   <source>What is known of “%1” cannot be read.</source>
   <translation>“%1”에 관한 정보를 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>What the last batch was asked to do is damaged.</source>
   <translation>지난 일괄 작업의 내용이 손상되었습니다.</translation>
  </message>
  <message>
   <source>What was answered about %1 does not come from a model hub.</source>
   <translation>%1에 관한 응답이 모델 허브의 것이 아닙니다.</translation>
  </message>
  <message>
   <source>Workers died over it, %1 times.</source>
   <translation>작업자가 이 사진에서 %1번 멈췄습니다.</translation>
  </message>
  <message>
   <source>Write a .webp or .gif instead.</source>
   <translation>대신 .webp나 .gif로 쓰세요.</translation>
  </message>
  <message>
   <source>Write to a file instead: --output FILE.</source>
   <translation>대신 파일로 쓰세요: --output FILE.</translation>
  </message>
  <message>
   <source>an edit differs by %1 grey levels</source>
   <translation>편집 결과가 밝기 %1단계만큼 다릅니다</translation>
  </message>
  <message>
   <source>channels last</source>
   <translation>channels last</translation>
  </message>
  <message>
   <source>comes with the program</source>
   <translation>프로그램에 들어 있습니다</translation>
  </message>
  <message>
   <source>compiled</source>
   <translation>컴파일</translation>
  </message>
  <message>
   <source>ffmpeg could not write the film.</source>
   <translation>ffmpeg가 영상을 쓰지 못했습니다.</translation>
  </message>
  <message>
   <source>is in a folder that cannot be written to</source>
   <translation>쓸 수 없는 폴더에 있습니다</translation>
  </message>
  <message>
   <source>its numbers overflow</source>
   <translation>계산 값이 표현할 수 있는 범위를 넘습니다</translation>
  </message>
  <message>
   <source>low memory</source>
   <translation>메모리 절약</translation>
  </message>
  <message>
   <source>no face was found</source>
   <translation>얼굴을 찾지 못했습니다</translation>
  </message>
  <message>
   <source>none</source>
   <translation>없음</translation>
  </message>
  <message>
   <source>pictures of the kind %1 are not read</source>
   <translation>%1 종류의 그림은 읽지 않습니다</translation>
  </message>
  <message>
   <source>the link leads nowhere</source>
   <translation>링크가 가리키는 곳이 없음</translation>
  </message>
  <message>
   <source>“%1” %2; its card stays as it is.</source>
   <translation>“%1”은(는) %2. 카드는 그대로 둡니다.</translation>
  </message>
  <message>
   <source>“%1” belongs to the program and stays as it is.</source>
   <translation>“%1”은(는) 프로그램에 포함된 것이라 그대로 둡니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be a tag.</source>
   <translation>“%1”은(는) 태그가 될 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be downloaded.</source>
   <translation>“%1”을(를) 다운로드할 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be installed.</source>
   <translation>“%1”을(를) 설치할 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be reached: %2.</source>
   <translation>“%1”에 연결할 수 없습니다: %2.</translation>
  </message>
  <message>
   <source>“%1” cannot be read.</source>
   <translation>“%1”을(를) 읽을 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be removed.</source>
   <translation>“%1”을(를) 지울 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be used: %2.</source>
   <translation>“%1”을(를) 쓸 수 없습니다: %2.</translation>
  </message>
  <message>
   <source>“%1” cannot be written to: %2.</source>
   <translation>“%1”에 쓸 수 없습니다: %2.</translation>
  </message>
  <message>
   <source>“%1” cannot be written.</source>
   <translation>“%1”을(를) 저장할 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” cannot be written: %2.</source>
   <translation>“%1”을(를) 저장할 수 없습니다: %2.</translation>
  </message>
  <message>
   <source>“%1” cannot take %2 strengths.</source>
   <translation>“%1”은(는) 강도를 %2개 가질 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” does not draw RGB pixels (output channels: %2).</source>
   <translation>“%1”은(는) RGB 픽셀을 그리지 않습니다(출력 채널: %2).</translation>
  </message>
  <message>
   <source>“%1” does not hold the weights of an IR-SE50 face network.</source>
   <translation>“%1”에 IR-SE50 얼굴 네트워크의 가중치가 없습니다.</translation>
  </message>
  <message>
   <source>“%1” does not say how large its pictures are (sample_size: %2).</source>
   <translation>“%1”에 사진 크기가 적혀 있지 않습니다(sample_size: %2).</translation>
  </message>
  <message>
   <source>“%1” does not work on RGB pixels (input channels: %2).</source>
   <translation>“%1”은(는) RGB 픽셀을 다루지 않습니다(입력 채널 수: %2).</translation>
  </message>
  <message>
   <source>“%1” draws pictures of %2 x %3: only square ones can be edited.</source>
   <translation>“%1”은(는) %2 x %3 사진을 그립니다. 정사각형만 편집할 수 있습니다.</translation>
  </message>
  <message>
   <source>“%1” exists already</source>
   <translation>“%1”이(가) 이미 있습니다</translation>
  </message>
  <message>
   <source>“%1” exists already.</source>
   <translation>“%1”이(가) 이미 있습니다.</translation>
  </message>
  <message>
   <source>“%1” goes to timestep %2, which %3 has not.</source>
   <translation>“%1”은(는) 타임스텝 %2까지 쓰는데, %3에는 그 스텝이 없습니다.</translation>
  </message>
  <message>
   <source>“%1” has no picture format that can be written.</source>
   <translation>“%1”은(는) 쓸 수 있는 그림 형식이 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” has no readable %2.</source>
   <translation>“%1”에 읽을 수 있는 %2이(가) 없습니다.</translation>
  </message>
  <message>
   <source>“%1” has no weights.</source>
   <translation>“%1”에 가중치가 없습니다.</translation>
  </message>
  <message>
   <source>“%1” has nothing but itself in it.</source>
   <translation>“%1”에는 자기 자신밖에 없습니다.</translation>
  </message>
  <message>
   <source>“%1” holds %2 f_t: the first was taken in alone.</source>
   <translation>“%1”에 f_t가 %2개 있어 첫 번째만 가져왔습니다.</translation>
  </message>
  <message>
   <source>“%1” holds delta_h of one timestep, and a mean: that is taken for all.</source>
   <translation>“%1”에 한 타임스텝의 delta_h와 평균이 있어, 평균을 모든 타임스텝에 씁니다.</translation>
  </message>
  <message>
   <source>“%1” holds delta_h of too many timesteps: %2.</source>
   <translation>“%1”에 타임스텝이 너무 많은 delta_h가 있습니다: %2.</translation>
  </message>
  <message>
   <source>“%1” holds layers of neither form of the public implementation.</source>
   <translation>“%1”의 층이 공개된 구현의 어느 형식도 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” holds models already.</source>
   <translation>“%1”에 이미 모델이 있습니다.</translation>
  </message>
  <message>
   <source>“%1” holds no base model.</source>
   <translation>“%1”에 기본 모델이 없습니다.</translation>
  </message>
  <message>
   <source>“%1” holds no model.</source>
   <translation>“%1”에 모델이 없습니다.</translation>
  </message>
  <message>
   <source>“%1” holds no network.</source>
   <translation>“%1”에 네트워크가 없습니다.</translation>
  </message>
  <message>
   <source>“%1” holds numbers that are not finite, or far too large.</source>
   <translation>“%1”에 유한하지 않거나 지나치게 큰 수가 있습니다.</translation>
  </message>
  <message>
   <source>“%1” is a %2, which cannot be edited.</source>
   <translation>“%1”은(는) 편집할 수 없는 %2입니다.</translation>
  </message>
  <message>
   <source>“%1” is a direction of Asyrp's public implementation, not a base model.</source>
   <translation>“%1”은(는) 기본 모델이 아니라 Asyrp 공개 구현의 방향입니다.</translation>
  </message>
  <message>
   <source>“%1” is a folder, not a file.</source>
   <translation>“%1”은(는) 파일이 아니라 폴더입니다.</translation>
  </message>
  <message>
   <source>“%1” is a folder.</source>
   <translation>“%1”은(는) 폴더입니다.</translation>
  </message>
  <message>
   <source>“%1” is a latent model (%2): its U-Net sees an encoder's codes, not pixels.</source>
   <translation>“%1”은(는) 잠재 모델(%2)입니다. U-Net이 픽셀이 아닌 인코더의 코드를 봅니다.</translation>
  </message>
  <message>
   <source>“%1” is a latent or conditional model.</source>
   <translation>“%1”은(는) 잠재 또는 조건부 모델입니다.</translation>
  </message>
  <message>
   <source>“%1” is conditional (%2): it is told a text or picture.</source>
   <translation>“%1”은(는) 조건부(%2)입니다. 글이나 그림을 받습니다.</translation>
  </message>
  <message>
   <source>“%1” is damaged.</source>
   <translation>“%1”이(가) 손상되었습니다.</translation>
  </message>
  <message>
   <source>“%1” is empty.</source>
   <translation>“%1”이(가) 비어 있습니다.</translation>
  </message>
  <message>
   <source>“%1” is for %2 of %3 channels, but that of %4 has %5.</source>
   <translation>“%1”은(는) %2의 채널이 %3개인 모델용인데, %4에서는 %5개입니다.</translation>
  </message>
  <message>
   <source>“%1” is for an h of %2, but that of %3 has %4.</source>
   <translation>“%1”은(는) h가 %2인 모델용인데, %3의 h는 %4입니다.</translation>
  </message>
  <message>
   <source>“%1” is for the base model “%2”, which is not installed.</source>
   <translation>“%1”은(는) 설치되지 않은 기본 모델 “%2”용입니다.</translation>
  </message>
  <message>
   <source>“%1” is no address: it is not written in UTF-8.</source>
   <translation>“%1”은(는) UTF-8로 쓰이지 않아 주소가 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is no checkpoint, or is damaged.</source>
   <translation>“%1”은(는) 체크포인트가 아니거나 손상되었습니다.</translation>
  </message>
  <message>
   <source>“%1” is no direction of Asyrp's public implementation.</source>
   <translation>“%1”은(는) Asyrp 공개 구현의 방향이 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is no folder.</source>
   <translation>“%1”은(는) 폴더가 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is no name for a report.</source>
   <translation>“%1”은(는) 보고서 이름으로 쓸 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” is no picture that can be read.</source>
   <translation>“%1”은(는) 읽을 수 있는 그림이 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is not a direction file, or is damaged.</source>
   <translation>“%1”은(는) 방향 파일이 아니거나 손상되었습니다.</translation>
  </message>
  <message>
   <source>“%1” is not an unconditional pixel-space diffusion model (it is a %2).</source>
   <translation>“%1”은(는) 무조건부 픽셀 공간 확산 모델이 아닙니다(%2입니다).</translation>
  </message>
  <message>
   <source>“%1” is not inside “%2”.</source>
   <translation>“%1”은(는) “%2” 안에 있지 않습니다.</translation>
  </message>
  <message>
   <source>“%1” is not there.</source>
   <translation>“%1”이(가) 없습니다.</translation>
  </message>
  <message>
   <source>“%1” is not what a batch has put there.</source>
   <translation>“%1”은(는) 일괄 작업이 둔 것이 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is not written in UTF-8.</source>
   <translation>“%1”은(는) UTF-8로 쓰여 있지 않습니다.</translation>
  </message>
  <message>
   <source>“%1” is of no network that is known here.</source>
   <translation>“%1”은(는) 알려진 네트워크가 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is the batch's own, and no input.</source>
   <translation>“%1”은(는) 일괄 편집 자체의 것이며 입력이 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” is the direction's own file.</source>
   <translation>“%1”은(는) 그 방향 자체의 파일입니다.</translation>
  </message>
  <message>
   <source>“%1” is the opposite of “%2”.</source>
   <translation>“%1”은(는) “%2”의 반대입니다.</translation>
  </message>
  <message>
   <source>“%1” is there already.</source>
   <translation>“%1”이(가) 이미 있습니다.</translation>
  </message>
  <message>
   <source>“%1” is there, and is no report.</source>
   <translation>“%1”이(가) 이미 있으며 보고서가 아닙니다.</translation>
  </message>
  <message>
   <source>“%1” lies outside the output folder: a link leads there.</source>
   <translation>“%1”이(가) 결과 폴더 밖에 있습니다. 링크가 그곳을 가리킵니다.</translation>
  </message>
  <message>
   <source>“%1” names no photo.</source>
   <translation>“%1”이(가) 가리키는 사진이 없습니다.</translation>
  </message>
  <message>
   <source>“%1” was made by a newer version of this program.</source>
   <translation>“%1”은(는) 이 프로그램의 더 새로운 버전으로 만들어졌습니다.</translation>
  </message>
  <message>
   <source>“%1” was made for the base model %2, not for this %3.</source>
   <translation>“%1”은(는) 이 %3이(가) 아니라 기본 모델 %2용으로 만들어졌습니다.</translation>
  </message>
  <message>
   <source>“%1” was made for the base model %2, “%3” for %4.</source>
   <translation>“%1”은(는) 기본 모델 %2용, “%3”은(는) %4용으로 만들어졌습니다.</translation>
  </message>
  <message>
   <source>“%1” was not opened: it holds program code besides its numbers.</source>
   <translation>“%1”을(를) 열지 않았습니다. 숫자 외에 프로그램 코드가 들어 있습니다.</translation>
  </message>
  <message>
   <source>“%1” was removed while the batch was at work.</source>
   <translation>일괄 작업 중에 “%1”이(가) 지워졌습니다.</translation>
  </message>
  <message>
   <source>“%1” was trained for a network of %2; %3 is one of %4.</source>
   <translation>“%1”은(는) %2 네트워크용으로 학습되었고, %3은(는) %4의 네트워크입니다.</translation>
  </message>
  <message>
   <source>“%1” was trained for a network of %2; what %3 was trained on is not known.</source>
   <translation>“%1”은(는) %2 네트워크용으로 학습되었고, %3이(가) 무엇으로 학습되었는지는 알 수 없습니다.</translation>
  </message>
  <message>
   <source>“%1” was trained for a network of the kind %2; %3 is %4.</source>
   <translation>“%1”은(는) %2 종류의 네트워크용으로 학습되었고, %3은(는) %4입니다.</translation>
  </message>
  <message>
   <source>“%1” was written by another version of the program.</source>
   <translation>“%1”은(는) 이 프로그램의 다른 버전에서 저장한 것입니다.</translation>
  </message>
  <message>
   <source>“%1” was written by another version of this program.</source>
   <translation>“%1”은(는) 이 프로그램의 다른 버전에서 저장한 것입니다.</translation>
  </message>
  <message>
   <source>“{%1}” is unknown</source>
   <translation>“{%1}”은(는) 없는 항목입니다</translation>
  </message>
 </context>
 <context>
  <name>ModelCard</name>
  <message>
   <source>&amp;Calibrate…</source>
   <translation>보정(&amp;C)…</translation>
  </message>
  <message>
   <source>&amp;Remove…</source>
   <translation>제거(&amp;R)…</translation>
  </message>
  <message>
   <source>&amp;Verify files</source>
   <translation>파일 검사(&amp;V)</translation>
  </message>
  <message>
   <source>Built in</source>
   <translation>기본 제공</translation>
  </message>
  <message>
   <source>Calibrating…</source>
   <translation>보정하는 중…</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>확인하는 중…</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>버리기</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>내려받기</translation>
  </message>
  <message>
   <source>Drawing pictures…</source>
   <translation>그림을 그리는 중…</translation>
  </message>
  <message>
   <source>Ending…</source>
   <translation>마치는 중…</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>사용 중</translation>
  </message>
  <message>
   <source>Installed</source>
   <translation>설치됨</translation>
  </message>
  <message>
   <source>Installing…</source>
   <translation>설치하는 중…</translation>
  </message>
  <message>
   <source>More about {title}</source>
   <translation>{title} 자세히</translation>
  </message>
  <message>
   <source>Not for commercial use</source>
   <translation>상업적 사용 불가</translation>
  </message>
  <message>
   <source>Partly downloaded</source>
   <translation>일부만 내려받음</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>일시 정지</translation>
  </message>
  <message>
   <source>Reading photos…</source>
   <translation>사진을 읽는 중…</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>읽는 중…</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>계속</translation>
  </message>
  <message>
   <source>Use this model</source>
   <translation>이 모델 사용</translation>
  </message>
  <message>
   <source>Verifying…</source>
   <translation>검사하는 중…</translation>
  </message>
  <message>
   <source>Waiting…</source>
   <translation>기다리는 중…</translation>
  </message>
  <message>
   <source>Working…</source>
   <translation>작업 중…</translation>
  </message>
  <message>
   <source>about {all}</source>
   <translation>약 {all}</translation>
  </message>
  <message>
   <source>not calibrated</source>
   <translation>보정되지 않음</translation>
  </message>
  <message>
   <source>{got} of about {all}</source>
   <translation>약 {all} 중 {got}</translation>
  </message>
  <message>
   <source>{got} of {all}</source>
   <translation>{all} 중 {got}</translation>
  </message>
  <message>
   <source>{n} GB</source>
   <translation>{n} GB</translation>
  </message>
  <message>
   <source>{n} MB</source>
   <translation>{n} MB</translation>
  </message>
  <message>
   <source>{n} hours left</source>
   <translation>{n}시간 남음</translation>
  </message>
  <message>
   <source>{n} min left</source>
   <translation>{n}분 남음</translation>
  </message>
  <message>
   <source>{n} px</source>
   <translation>{n} px</translation>
  </message>
  <message>
   <source>{n} s left</source>
   <translation>{n}초 남음</translation>
  </message>
  <message>
   <source>{speed} a second</source>
   <translation>초당 {speed}</translation>
  </message>
 </context>
 <context>
  <name>ModelWindow</name>
  <message>
   <source>A &amp;folder…</source>
   <translation>폴더(&amp;F)…</translation>
  </message>
  <message>
   <source>A checkpoint</source>
   <translation>체크포인트</translation>
  </message>
  <message>
   <source>A checkpoint &amp;file…</source>
   <translation>체크포인트 파일(&amp;F)…</translation>
  </message>
  <message>
   <source>A model's folder</source>
   <translation>모델 폴더</translation>
  </message>
  <message>
   <source>Base models</source>
   <translation>기본 모델</translation>
  </message>
  <message>
   <source>Bring a model</source>
   <translation>모델 가져오기</translation>
  </message>
  <message>
   <source>Calibrate</source>
   <translation>보정</translation>
  </message>
  <message>
   <source>Calibrate {title}</source>
   <translation>{title} 보정</translation>
  </message>
  <message>
   <source>Calibrated: new directions will know their steps.</source>
   <translation>보정했습니다. 이제 새 방향은 알맞은 단계부터 편집합니다.</translation>
  </message>
  <message>
   <source>Checkpoints (*.pt *.pth *.ckpt *.bin *.safetensors);;All files (*)</source>
   <translation>체크포인트 (*.pt *.pth *.ckpt *.bin *.safetensors);;모든 파일 (*)</translation>
  </message>
  <message>
   <source>Every file is as it was installed.</source>
   <translation>모든 파일이 설치했을 때와 같습니다.</translation>
  </message>
  <message>
   <source>Let go to bring it</source>
   <translation>놓으면 가져옵니다</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>모델</translation>
  </message>
  <message>
   <source>Move…</source>
   <translation>옮기기…</translation>
  </message>
  <message>
   <source>Moving… {done:.0%}</source>
   <translation>옮기는 중… {done:.0%}</translation>
  </message>
  <message>
   <source>Remove a model</source>
   <translation>모델 제거</translation>
  </message>
  <message>
   <source>Remove it, and download or bring it again.</source>
   <translation>제거한 다음 다시 내려받거나 가져오세요.</translation>
  </message>
  <message>
   <source>Remove “{title}” from this computer? {size} are freed; its directions stay.</source>
   <translation>“{title}”을(를) 이 컴퓨터에서 제거할까요? {size}의 공간이 생기고 방향은 남습니다.</translation>
  </message>
  <message>
   <source>Text-image models</source>
   <translation>텍스트-이미지 모델</translation>
  </message>
  <message>
   <source>What photos are edited with</source>
   <translation>사진을 편집하는 모델</translation>
  </message>
  <message>
   <source>What prompts are understood with</source>
   <translation>문구를 이해하는 모델</translation>
  </message>
  <message>
   <source>Where the models are to be kept</source>
   <translation>모델을 보관할 위치</translation>
  </message>
  <message>
   <source>or drop a folder or checkpoint here</source>
   <translation>또는 폴더나 체크포인트를 여기에 놓으세요</translation>
  </message>
  <message>
   <source>{size} in {folder}</source>
   <translation>{folder}에 {size}</translation>
  </message>
  <message>
   <source>“{name}” is among its sliders.</source>
   <translation>“{name}” 방향이 슬라이더에 추가되었습니다.</translation>
  </message>
  <message>
   <source>“{title}” is damaged: {files}.</source>
   <translation>“{title}”이(가) 손상되었습니다: {files}.</translation>
  </message>
 </context>
 <context>
  <name>MorphWindow</name>
  <message>
   <source>A second</source>
   <translation>초당</translation>
  </message>
  <message>
   <source>From → to</source>
   <translation>시작 → 끝</translation>
  </message>
  <message>
   <source>Morph</source>
   <translation>모프</translation>
  </message>
  <message>
   <source>Move a slider first, or choose a direction to go along.</source>
   <translation>먼저 슬라이더를 움직이거나 따라갈 방향을 선택하세요.</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>그림 수</translation>
  </message>
  <message>
   <source>Save the morph</source>
   <translation>모프 저장</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>표시</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>크기</translation>
  </message>
  <message>
   <source>Size of the film</source>
   <translation>영상 크기</translation>
  </message>
  <message>
   <source>The photo → its edit</source>
   <translation>사진 → 편집</translation>
  </message>
  <message>
   <source>What the film shows</source>
   <translation>영상에 담을 내용</translation>
  </message>
  <message>
   <source>and back again</source>
   <translation>갔다가 돌아오기</translation>
  </message>
  <message>
   <source>{n} pixels</source>
   <translation>{n}픽셀</translation>
  </message>
 </context>
 <context>
  <name>NoticeBar</name>
  <message>
   <source>Copy details</source>
   <translation>자세한 내용 복사</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>닫기</translation>
  </message>
  <message>
   <source>Dismiss the message</source>
   <translation>메시지 닫기</translation>
  </message>
  <message>
   <source>Message</source>
   <translation>메시지</translation>
  </message>
 </context>
 <context>
  <name>OpenPhoto</name>
  <message>
   <source>Pasted picture</source>
   <translation>붙여넣은 그림</translation>
  </message>
 </context>
 <context>
  <name>OpenPhotos</name>
  <message>
   <source>pasting of settings</source>
   <translation>설정 붙여넣기</translation>
  </message>
 </context>
 <context>
  <name>OrderForm</name>
  <message>
   <source>Add a folder of photos</source>
   <translation>사진 폴더 추가</translation>
  </message>
  <message>
   <source>Add folder…</source>
   <translation>폴더 추가…</translation>
  </message>
  <message>
   <source>Add photos</source>
   <translation>사진 추가</translation>
  </message>
  <message>
   <source>Add photos, or drop folders here.</source>
   <translation>사진을 추가하거나 폴더를 여기에 놓으세요.</translation>
  </message>
  <message>
   <source>Add photos…</source>
   <translation>사진 추가…</translation>
  </message>
  <message>
   <source>As the sliders stand: {words}</source>
   <translation>현재 슬라이더: {words}</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>변화</translation>
  </message>
  <message>
   <source>Choose a folder</source>
   <translation>폴더 선택</translation>
  </message>
  <message>
   <source>Choose where the results go.</source>
   <translation>결과를 둘 곳을 선택하세요.</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>선택…</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>비우기</translation>
  </message>
  <message>
   <source>It may hold {fields}, and / for folders</source>
   <translation>쓸 수 있는 것: {fields}, 폴더에는 /</translation>
  </message>
  <message>
   <source>Keep as preset…</source>
   <translation>프리셋으로 보관…</translation>
  </message>
  <message>
   <source>Move a slider in the main window, or choose a preset.</source>
   <translation>주 창에서 슬라이더를 움직이거나 프리셋을 선택하세요.</translation>
  </message>
  <message>
   <source>None yet: add them, or drop them here</source>
   <translation>아직 없음: 추가하거나 여기에 놓으세요</translation>
  </message>
  <message>
   <source>Nothing yet: move a slider in the main window</source>
   <translation>아직 없음: 주 창에서 슬라이더를 움직이세요</translation>
  </message>
  <message>
   <source>Photos</source>
   <translation>사진</translation>
  </message>
  <message>
   <source>Remove preset</source>
   <translation>프리셋 제거</translation>
  </message>
  <message>
   <source>Results</source>
   <translation>결과</translation>
  </message>
  <message>
   <source>Their names</source>
   <translation>결과 이름</translation>
  </message>
  <message>
   <source>Where the results go</source>
   <translation>결과를 둘 곳</translation>
  </message>
  <message>
   <source>all faces</source>
   <translation>모든 얼굴</translation>
  </message>
  <message>
   <source>give the result a number</source>
   <translation>결과에 번호 붙이기</translation>
  </message>
  <message>
   <source>if taken:</source>
   <translation>이미 있으면:</translation>
  </message>
  <message>
   <source>leave the other file, skip the photo</source>
   <translation>있는 파일을 두고 사진 건너뛰기</translation>
  </message>
  <message>
   <source>of</source>
   <translation>대상</translation>
  </message>
  <message>
   <source>replace the other file</source>
   <translation>있는 파일 바꾸기</translation>
  </message>
  <message>
   <source>the largest face</source>
   <translation>가장 큰 얼굴</translation>
  </message>
  <message>
   <source>with subfolders</source>
   <translation>하위 폴더 포함</translation>
  </message>
  <message>
   <source>without where they were taken</source>
   <translation>촬영 장소 제외</translation>
  </message>
  <message>
   <source>{names} and {n} more</source>
   <translation>{names} 외 {n}개</translation>
  </message>
 </context>
 <context>
  <name>Overviews</name>
  <message>
   <source>*, Ctrl+Enter</source>
   <translation>*, Ctrl+Enter</translation>
  </message>
  <message>
   <source>+ and −; or the wheel</source>
   <translation>+ 및 −, 또는 휠</translation>
  </message>
  <message>
   <source>1 to 9; 0</source>
   <translation>1~9, 0</translation>
  </message>
  <message>
   <source>About Asyrp Desktop</source>
   <translation>Asyrp Desktop 정보</translation>
  </message>
  <message>
   <source>After “Diffusion Models already have a Semantic Latent Space”, Kwon, Jeong and Uh, ICLR 2023.</source>
   <translation>“Diffusion Models already have a Semantic Latent Space”(Kwon, Jeong, Uh, ICLR 2023)를 바탕으로 만들었습니다.</translation>
  </message>
  <message>
   <source>Arrows, Page up/down, Home, End</source>
   <translation>화살표, Page up/down, Home, End</translation>
  </message>
  <message>
   <source>Arrows; Shift+arrows</source>
   <translation>화살표, Shift+화살표</translation>
  </message>
  <message>
   <source>Arrows; or drag</source>
   <translation>화살표, 또는 끌기</translation>
  </message>
  <message>
   <source>Close a page</source>
   <translation>페이지 닫기</translation>
  </message>
  <message>
   <source>Ctrl+E, Ctrl+I, Ctrl+F</source>
   <translation>Ctrl+E, Ctrl+I, Ctrl+F</translation>
  </message>
  <message>
   <source>Ctrl+S</source>
   <translation>Ctrl+S</translation>
  </message>
  <message>
   <source>Ctrl+W</source>
   <translation>Ctrl+W</translation>
  </message>
  <message>
   <source>Delete, Backspace, 0; or double-click</source>
   <translation>Delete, Backspace, 0, 또는 두 번 클릭</translation>
  </message>
  <message>
   <source>Edited photos carry a note that they were edited. Edit photos of people with their consent.</source>
   <translation>편집한 사진에는 편집되었다는 표시가 들어갑니다. 사람의 사진은 동의를 얻고 편집하세요.</translation>
  </message>
  <message>
   <source>Edits photos in the semantic latent space (h-space) of a diffusion model, on your own computer.</source>
   <translation>확산 모델의 의미 잠재 공간(h-space)에서 사진을 편집합니다. 모두 이 컴퓨터에서 이루어집니다.</translation>
  </message>
  <message>
   <source>Enter; or double-click</source>
   <translation>Enter, 또는 두 번 클릭</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Export, import, find directions</source>
   <translation>방향 내보내기, 가져오기, 찾기</translation>
  </message>
  <message>
   <source>F2, Ctrl+D, Delete; Ctrl+Z takes it back</source>
   <translation>F2, Ctrl+D, Delete. Ctrl+Z로 되돌리기</translation>
  </message>
  <message>
   <source>Favourite; give or take its slider</source>
   <translation>즐겨찾기, 슬라이더 켜고 끄기</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>키보드 단축키</translation>
  </message>
  <message>
   <source>Left, Right, Home, End; or drag</source>
   <translation>왼쪽, 오른쪽, Home, End, 또는 끌기</translation>
  </message>
  <message>
   <source>Left, Right, Page up/down; Space</source>
   <translation>왼쪽/오른쪽, Page up/down, 스페이스</translation>
  </message>
  <message>
   <source>Move a line of the inspector; take the other</source>
   <translation>인스펙터의 선 옮기기, 다른 선 고르기</translation>
  </message>
  <message>
   <source>Move the divider in focus</source>
   <translation>초점이 있는 구분선 옮기기</translation>
  </message>
  <message>
   <source>Move the photo in focus</source>
   <translation>초점이 있는 사진 옮기기</translation>
  </message>
  <message>
   <source>Move the slider in focus</source>
   <translation>초점이 있는 슬라이더 움직이기</translation>
  </message>
  <message>
   <source>Move the square of the photo in focus; its size</source>
   <translation>초점이 있는 사진의 사각형 옮기기, 크기 바꾸기</translation>
  </message>
  <message>
   <source>O, while it is held</source>
   <translation>O를 누르는 동안</translation>
  </message>
  <message>
   <source>Pick a face of the photo in focus; all of them</source>
   <translation>초점이 있는 사진에서 얼굴 고르기, 모두 고르기</translation>
  </message>
  <message>
   <source>Rename, duplicate, delete a direction</source>
   <translation>방향 이름 바꾸기, 복제, 삭제</translation>
  </message>
  <message>
   <source>Save the grid or the morph</source>
   <translation>격자나 모프 저장</translation>
  </message>
  <message>
   <source>See the original</source>
   <translation>원본 보기</translation>
  </message>
  <message>
   <source>Set the slider in focus back to 0</source>
   <translation>초점이 있는 슬라이더를 0으로</translation>
  </message>
  <message>
   <source>Set the sliders to a cell of the grid</source>
   <translation>슬라이더를 격자의 칸에 맞추기</translation>
  </message>
  <message>
   <source>Skip the tour</source>
   <translation>둘러보기 건너뛰기</translation>
  </message>
  <message>
   <source>Stop what is under way</source>
   <translation>진행 중인 작업 중지</translation>
  </message>
  <message>
   <source>Version {version}</source>
   <translation>버전 {version}</translation>
  </message>
  <message>
   <source>Zoom the photo in focus</source>
   <translation>초점이 있는 사진 확대, 축소</translation>
  </message>
 </context>
 <context>
  <name>PhotoTable</name>
  <message>
   <source>Cancelled</source>
   <translation>취소됨</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>완료</translation>
  </message>
  <message>
   <source>Editing…</source>
   <translation>편집하는 중…</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>실패</translation>
  </message>
  <message>
   <source>Photo</source>
   <translation>사진</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>읽는 중…</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>결과</translation>
  </message>
  <message>
   <source>Seconds</source>
   <translation>초</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>건너뜀</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>상태</translation>
  </message>
  <message>
   <source>Waiting</source>
   <translation>대기 중</translation>
  </message>
  <message>
   <source>Writing…</source>
   <translation>쓰는 중…</translation>
  </message>
 </context>
 <context>
  <name>Place</name>
  <message>
   <source>change of the reach</source>
   <translation>범위 변경</translation>
  </message>
  <message>
   <source>choice of what is edited</source>
   <translation>편집 대상 선택</translation>
  </message>
  <message>
   <source>choice of where h is shifted</source>
   <translation>h를 옮길 곳 선택</translation>
  </message>
  <message>
   <source>clearing of what is painted</source>
   <translation>칠한 곳 지우기</translation>
  </message>
  <message>
   <source>erasing</source>
   <translation>지우기</translation>
  </message>
  <message>
   <source>move of the square</source>
   <translation>사각형 이동</translation>
  </message>
  <message>
   <source>painting</source>
   <translation>칠하기</translation>
  </message>
 </context>
 <context>
  <name>PlaceActions</name>
  <message>
   <source>&amp;All faces</source>
   <translation>모든 얼굴(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Clear</source>
   <translation>비우기(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Erase</source>
   <translation>지우개(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;Faces</source>
   <translation>얼굴(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Next face</source>
   <translation>다음 얼굴(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Paint</source>
   <translation>칠하기(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Photo</source>
   <translation>사진(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Square</source>
   <translation>사각형(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Zoom to the face</source>
   <translation>얼굴 확대(&amp;Z)</translation>
  </message>
  <message>
   <source>A square that you move: by mouse, or with the arrow keys in the photo</source>
   <translation>직접 옮기는 사각형: 마우스나 사진에서 화살표 키로</translation>
  </message>
  <message>
   <source>F&amp;ull picture</source>
   <translation>사진 전체(&amp;U)</translation>
  </message>
  <message>
   <source>Forget what is painted: the edit counts around the face again</source>
   <translation>칠한 것을 잊고 다시 얼굴 둘레에 적용합니다</translation>
  </message>
  <message>
   <source>Leave out of saved photos where they were taken</source>
   <translation>저장하는 사진에서 촬영 위치를 뺍니다</translation>
  </message>
  <message>
   <source>Paint over the photo where the edit shall count</source>
   <translation>편집을 적용할 곳을 사진에 칠합니다</translation>
  </message>
  <message>
   <source>Save without the &amp;location</source>
   <translation>위치 없이 저장(&amp;L)</translation>
  </message>
  <message>
   <source>Take away from where the edit counts</source>
   <translation>편집이 적용되는 곳에서 뺍니다</translation>
  </message>
 </context>
 <context>
  <name>PlacePanel</name>
  <message>
   <source>All</source>
   <translation>전체</translation>
  </message>
  <message>
   <source>All faces</source>
   <translation>모든 얼굴</translation>
  </message>
  <message>
   <source>Around it</source>
   <translation>둘레</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>브러시</translation>
  </message>
  <message>
   <source>Counts only where it is painted.</source>
   <translation>칠한 곳에만 적용됩니다.</translation>
  </message>
  <message>
   <source>Face {n}</source>
   <translation>얼굴 {n}</translation>
  </message>
  <message>
   <source>How far around the face the edit goes</source>
   <translation>편집이 얼굴 둘레로 퍼지는 정도</translation>
  </message>
  <message>
   <source>How far around the face the edit goes; double-click for the usual</source>
   <translation>편집이 얼굴 둘레로 퍼지는 정도. 두 번 클릭하면 기본값</translation>
  </message>
  <message>
   <source>Make the change itself only there</source>
   <translation>변화 자체도 그곳에만</translation>
  </message>
  <message>
   <source>Size of the brush</source>
   <translation>브러시 크기</translation>
  </message>
  <message>
   <source>h-space is shifted only where it is painted, so that what is beside it is not drawn along</source>
   <translation>칠한 곳에서만 h-space를 옮겨, 옆에 있는 것이 함께 바뀌지 않게 합니다</translation>
  </message>
 </context>
 <context>
  <name>PlanForm</name>
  <message>
   <source>A file with the weights of a network that knows people: the edit is to stay the same person to it</source>
   <translation>사람을 알아보는 네트워크의 가중치 파일: 이 네트워크에게 편집 결과가 같은 사람으로 보여야 합니다</translation>
  </message>
  <message>
   <source>A new direction</source>
   <translation>새 방향</translation>
  </message>
  <message>
   <source>About {n} hours on this computer</source>
   <translation>이 컴퓨터에서 약 {n}시간</translation>
  </message>
  <message>
   <source>About {n} min on this computer</source>
   <translation>이 컴퓨터에서 약 {n}분</translation>
  </message>
  <message>
   <source>Advanced</source>
   <translation>고급</translation>
  </message>
  <message>
   <source>As in the paper</source>
   <translation>논문과 같게</translation>
  </message>
  <message>
   <source>As in the public code</source>
   <translation>공개 코드와 같게</translation>
  </message>
  <message>
   <source>Choose a folder of faces</source>
   <translation>얼굴 사진 폴더 선택</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>선택…</translation>
  </message>
  <message>
   <source>Did you mean {words}?</source>
   <translation>혹시 {words}인가요?</translation>
  </message>
  <message>
   <source>Face network</source>
   <translation>얼굴 네트워크</translation>
  </message>
  <message>
   <source>Folder of photos</source>
   <translation>사진 폴더</translation>
  </message>
  <message>
   <source>Learn from</source>
   <translation>학습 자료</translation>
  </message>
  <message>
   <source>Likeness of the prompts {cosine:.2f}; edits steps from t = {t} up.</source>
   <translation>문구 유사도 {cosine:.2f}. t = {t} 이상의 단계를 편집합니다.</translation>
  </message>
  <message>
   <source>Measuring how long it will take…</source>
   <translation>얼마나 걸릴지 재는 중…</translation>
  </message>
  <message>
   <source>Normal</source>
   <translation>보통</translation>
  </message>
  <message>
   <source>Photos to learn from</source>
   <translation>학습할 사진</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>그림 수</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>품질</translation>
  </message>
  <message>
   <source>Quick</source>
   <translation>빠르게</translation>
  </message>
  <message>
   <source>Rounds</source>
   <translation>반복</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>단계</translation>
  </message>
  <message>
   <source>Text-image model</source>
   <translation>텍스트-이미지 모델</translation>
  </message>
  <message>
   <source>The built-in one, a folder, or as open_clip names them: {example}</source>
   <translation>기본 제공 모델, 폴더, 또는 open_clip의 이름: {example}</translation>
  </message>
  <message>
   <source>The loss is L = 1 − cos, from what each step takes for the untouched photo</source>
   <translation>손실은 L = 1 − cos, 각 스텝이 원래 사진으로 보는 것에서부터</translation>
  </message>
  <message>
   <source>The loss is −log((2 − L) / 2), from the photo itself; settings of its training script</source>
   <translation>손실은 −log((2 − L) / 2), 사진 자체에서부터, 학습 스크립트의 설정값</translation>
  </message>
  <message>
   <source>The photos show a…</source>
   <translation>사진의 모습…</translation>
  </message>
  <message>
   <source>Weight of it</source>
   <translation>그 가중치</translation>
  </message>
  <message>
   <source>angry face</source>
   <translation>angry face</translation>
  </message>
  <message>
   <source>photos of a folder (better)</source>
   <translation>폴더의 사진(더 좋음)</translation>
  </message>
  <message>
   <source>pictures that the model draws</source>
   <translation>모델이 그린 그림</translation>
  </message>
  <message>
   <source>“{word}” means nothing to the text-image model.</source>
   <translation>텍스트-이미지 모델이 “{word}”의 뜻을 모릅니다.</translation>
  </message>
  <message>
   <source>…and are to become a…</source>
   <translation>…에서 바뀔 모습…</translation>
  </message>
 </context>
 <context>
  <name>PresetLine</name>
  <message>
   <source>Keep</source>
   <translation>보관</translation>
  </message>
  <message>
   <source>Keep the strengths that are set now under this name</source>
   <translation>지금 설정한 강도를 이 이름으로 보관합니다</translation>
  </message>
  <message>
   <source>Name of a new preset</source>
   <translation>새 프리셋 이름</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>바꾸기</translation>
  </message>
 </context>
 <context>
  <name>PresetsMenu</name>
  <message>
   <source>&amp;Recent settings</source>
   <translation>최근 설정(&amp;R)</translation>
  </message>
  <message>
   <source>Presets that you keep will be found here</source>
   <translation>보관한 프리셋이 여기에 표시됩니다</translation>
  </message>
  <message>
   <source>Re&amp;move</source>
   <translation>제거(&amp;M)</translation>
  </message>
 </context>
 <context>
  <name>Previews</name>
  <message>
   <source>Photo {n} at strength {strength}</source>
   <translation>사진 {n}, 강도 {strength}</translation>
  </message>
 </context>
 <context>
  <name>ProgressStrip</name>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Closing…</source>
   <translation>닫는 중…</translation>
  </message>
  <message>
   <source>Comparing…</source>
   <translation>비교하는 중…</translation>
  </message>
  <message>
   <source>Loading the model…</source>
   <translation>모델을 불러오는 중…</translation>
  </message>
  <message>
   <source>Preparing the photo…</source>
   <translation>사진을 준비하는 중…</translation>
  </message>
  <message>
   <source>Preview…</source>
   <translation>미리보기…</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>진행률</translation>
  </message>
  <message>
   <source>Reading the photo…</source>
   <translation>사진을 읽는 중…</translation>
  </message>
  <message>
   <source>Refining…</source>
   <translation>다듬는 중…</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>저장하는 중…</translation>
  </message>
  <message>
   <source>{n} min left</source>
   <translation>{n}분 남음</translation>
  </message>
  <message>
   <source>{n} s left</source>
   <translation>{n}초 남음</translation>
  </message>
 </context>
 <context>
  <name>RecentMenu</name>
  <message>
   <source>Edited photos will be found here</source>
   <translation>편집한 사진이 여기에 표시됩니다</translation>
  </message>
 </context>
 <context>
  <name>SaveNames</name>
  <message>
   <source>Photos</source>
   <translation>사진</translation>
  </message>
 </context>
 <context>
  <name>SettingsWindow</name>
  <message>
   <source>Devices</source>
   <translation>장치</translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>폴더</translation>
  </message>
  <message>
   <source>General</source>
   <translation>일반</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>페이지</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>환경설정</translation>
  </message>
 </context>
 <context>
  <name>SliderPanel</name>
  <message>
   <source>Change</source>
   <translation>변화</translation>
  </message>
  <message>
   <source>Change all faces</source>
   <translation>모든 얼굴 바꾸기</translation>
  </message>
  <message>
   <source>Change face {n}</source>
   <translation>얼굴 {n} 바꾸기</translation>
  </message>
  <message>
   <source>Directions…</source>
   <translation>방향…</translation>
  </message>
  <message>
   <source>No direction of this model has a slider.</source>
   <translation>이 모델에는 슬라이더가 있는 방향이 없습니다.</translation>
  </message>
  <message>
   <source>Presets</source>
   <translation>프리셋</translation>
  </message>
  <message>
   <source>Reset all</source>
   <translation>모두 초기화</translation>
  </message>
  <message>
   <source>Train a direction…</source>
   <translation>방향 학습…</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>다시 시도</translation>
  </message>
  <message>
   <source>What there is, and what of it has a slider</source>
   <translation>어떤 방향이 있고 어느 것에 슬라이더가 있는지 봅니다</translation>
  </message>
 </context>
 <context>
  <name>SplitHandle</name>
  <message>
   <source>Divider between original and edit</source>
   <translation>원본과 편집 사이의 구분선</translation>
  </message>
  <message>
   <source>Drag, or use the arrow keys</source>
   <translation>끌거나 화살표 키를 쓰세요</translation>
  </message>
 </context>
 <context>
  <name>SplitView</name>
  <message>
   <source>Edited</source>
   <translation>편집 후</translation>
  </message>
  <message>
   <source>Original</source>
   <translation>원본</translation>
  </message>
 </context>
 <context>
  <name>StrengthSet</name>
  <message>
   <source>change of a slider</source>
   <translation>슬라이더 변경</translation>
  </message>
  <message>
   <source>change of several sliders</source>
   <translation>여러 슬라이더 변경</translation>
  </message>
  <message>
   <source>reset of all sliders</source>
   <translation>모든 슬라이더 초기화</translation>
  </message>
 </context>
 <context>
  <name>Tour</name>
  <message>
   <source>A double-click on the face, or Ctrl+9, brings it close. Another double-click shows the whole photo.</source>
   <translation>얼굴을 두 번 클릭하거나 Ctrl+9를 누르면 가까이 보입니다. 한 번 더 두 번 클릭하면 사진 전체가 보입니다.</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>비교</translation>
  </message>
  <message>
   <source>Each is a direction of meaning: to the right there is more of it, to the left the opposite.</source>
   <translation>슬라이더마다 의미의 방향이 하나씩 있습니다. 오른쪽은 더 많이, 왼쪽은 그 반대입니다.</translation>
  </message>
  <message>
   <source>Every change can be taken back. Take one back now.</source>
   <translation>모든 변경은 되돌릴 수 있습니다. 지금 하나를 되돌려 보세요.</translation>
  </message>
  <message>
   <source>Go near</source>
   <translation>가까이 보기</translation>
  </message>
  <message>
   <source>Here are all directions. You can train your own from two phrases, edit whole folders, and bring other base models. F1 shows all keys.</source>
   <translation>모든 방향이 여기에 있습니다. 두 문구로 나만의 방향을 학습하고, 폴더 전체를 편집하고, 다른 기본 모델을 가져올 수 있습니다. F1을 누르면 모든 단축키가 보입니다.</translation>
  </message>
  <message>
   <source>Hold this button, or the O key, to see the original in place of the edit.</source>
   <translation>이 버튼이나 O 키를 누르고 있으면 편집 대신 원본이 보입니다.</translation>
  </message>
  <message>
   <source>Move a slider</source>
   <translation>슬라이더 움직이기</translation>
  </message>
  <message>
   <source>Nothing is lost</source>
   <translation>사라지는 것은 없습니다</translation>
  </message>
  <message>
   <source>Put both into one view, with a handle between them that you can drag.</source>
   <translation>둘을 한 화면에 놓고, 사이의 구분선을 끌어 보세요.</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>저장</translation>
  </message>
  <message>
   <source>The edit is written at full quality into a new file. Your original is never touched, and the file says of itself that it was edited.</source>
   <translation>편집 결과를 최고 품질로 새 파일에 저장합니다. 원본은 절대 건드리지 않으며, 파일에는 편집되었다는 표시가 들어갑니다.</translation>
  </message>
  <message>
   <source>There is more</source>
   <translation>더 많은 기능</translation>
  </message>
  <message>
   <source>This is the sample. It is being prepared now: the program looks for its face, and for the noise that leads to it. That is done once for each photo.</source>
   <translation>지금 이 사진을 준비하는 중입니다. 프로그램이 얼굴을 찾고, 그 사진에 이르는 노이즈를 찾습니다. 사진마다 한 번만 하면 됩니다.</translation>
  </message>
  <message>
   <source>What was it before?</source>
   <translation>전에는 어땠나요?</translation>
  </message>
  <message>
   <source>Your photo</source>
   <translation>예제 사진</translation>
  </message>
 </context>
 <context>
  <name>TrainingRecord</name>
  <message>
   <source>Balanced by</source>
   <translation>균형 기준</translation>
  </message>
  <message>
   <source>Base model</source>
   <translation>기본 모델</translation>
  </message>
  <message>
   <source>Chosen over</source>
   <translation>제외한 후보</translation>
  </message>
  <message>
   <source>Edits while</source>
   <translation>편집 구간</translation>
  </message>
  <message>
   <source>File</source>
   <translation>파일</translation>
  </message>
  <message>
   <source>Fingerprint</source>
   <translation>지문</translation>
  </message>
  <message>
   <source>Form</source>
   <translation>형식</translation>
  </message>
  <message>
   <source>From</source>
   <translation>원래 문구</translation>
  </message>
  <message>
   <source>Gain</source>
   <translation>배율</translation>
  </message>
  <message>
   <source>Having</source>
   <translation>있는 쪽 기준</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>검증용</translation>
  </message>
  <message>
   <source>Lacking</source>
   <translation>없는 쪽 기준</translation>
  </message>
  <message>
   <source>Learned from</source>
   <translation>학습 자료</translation>
  </message>
  <message>
   <source>Made of</source>
   <translation>구성</translation>
  </message>
  <message>
   <source>Made with</source>
   <translation>만든 방식</translation>
  </message>
  <message>
   <source>Measured</source>
   <translation>측정값</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>방법</translation>
  </message>
  <message>
   <source>Photos having it</source>
   <translation>특징이 있는 사진</translation>
  </message>
  <message>
   <source>Photos lacking it</source>
   <translation>특징이 없는 사진</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>그림 수</translation>
  </message>
  <message>
   <source>Prompts’ cosine</source>
   <translation>문구 코사인</translation>
  </message>
  <message>
   <source>Recipe</source>
   <translation>레시피</translation>
  </message>
  <message>
   <source>Strengths</source>
   <translation>강도 범위</translation>
  </message>
  <message>
   <source>Text-image model</source>
   <translation>텍스트-이미지 모델</translation>
  </message>
  <message>
   <source>To</source>
   <translation>바뀔 문구</translation>
  </message>
  <message>
   <source>Took</source>
   <translation>걸린 시간</translation>
  </message>
  <message>
   <source>a network of h and t</source>
   <translation>h와 t의 네트워크</translation>
  </message>
  <message>
   <source>a network of h and t, for ADM models</source>
   <translation>h와 t의 네트워크(ADM 모델용)</translation>
  </message>
  <message>
   <source>a shift for each step</source>
   <translation>단계마다 다른 이동</translation>
  </message>
  <message>
   <source>made of other directions</source>
   <translation>다른 방향의 조합</translation>
  </message>
  <message>
   <source>no</source>
   <translation>아니요</translation>
  </message>
  <message>
   <source>one shift for all steps</source>
   <translation>모든 단계에 같은 이동</translation>
  </message>
  <message>
   <source>without {name}</source>
   <translation>{name} 제외</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>예</translation>
  </message>
  <message>
   <source>{n} min</source>
   <translation>{n}분</translation>
  </message>
  <message>
   <source>{n} s</source>
   <translation>{n}초</translation>
  </message>
  <message>
   <source>{n} steps</source>
   <translation>{n}단계</translation>
  </message>
 </context>
 <context>
  <name>TrainingWindow</name>
  <message>
   <source>Beginning…</source>
   <translation>시작하는 중…</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Cancelled. What was learned so far is kept, and can be gone on with.</source>
   <translation>취소했습니다. 지금까지 배운 것은 보관되어 이어서 할 수 있습니다.</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>버리기</translation>
  </message>
  <message>
   <source>Discarded.</source>
   <translation>버렸습니다.</translation>
  </message>
  <message>
   <source>Drawing pictures</source>
   <translation>그림을 그리는 중</translation>
  </message>
  <message>
   <source>Ending…</source>
   <translation>마치는 중…</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>계속</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>보관</translation>
  </message>
  <message>
   <source>Learned. Give it a name: it becomes a slider.</source>
   <translation>학습했습니다. 이름을 붙이면 슬라이더가 됩니다.</translation>
  </message>
  <message>
   <source>Learning</source>
   <translation>학습하는 중</translation>
  </message>
  <message>
   <source>Left out: {n}, such as {first}</source>
   <translation>제외됨: {n}, 예: {first}</translation>
  </message>
  <message>
   <source>Name of the direction</source>
   <translation>방향 이름</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>일시 정지</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>일시 정지됨</translation>
  </message>
  <message>
   <source>Preparing pictures</source>
   <translation>그림을 준비하는 중</translation>
  </message>
  <message>
   <source>Progress of the training</source>
   <translation>학습 진행률</translation>
  </message>
  <message>
   <source>Reading photos</source>
   <translation>사진을 읽는 중</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>계속</translation>
  </message>
  <message>
   <source>Say what the photos show and what they are to become. The program learns, from its model alone, in which direction that lies; in the end there is a new slider for it.

The window of your photos can be used meanwhile.</source>
   <translation>사진의 모습과 바뀔 모습을 적으세요. 프로그램이 모델만으로 그 방향을 배우고, 끝나면 새 슬라이더가 생깁니다.

그동안 사진 창을 계속 쓸 수 있습니다.</translation>
  </message>
  <message>
   <source>Start over</source>
   <translation>처음부터</translation>
  </message>
  <message>
   <source>Stop and keep</source>
   <translation>멈추고 보관</translation>
  </message>
  <message>
   <source>The training has ended early. Your directions are as they were.</source>
   <translation>학습이 일찍 끝났습니다. 방향은 전과 같습니다.</translation>
  </message>
  <message>
   <source>Train</source>
   <translation>학습</translation>
  </message>
  <message>
   <source>Train a direction</source>
   <translation>방향 학습</translation>
  </message>
  <message>
   <source>{n} min left</source>
   <translation>{n}분 남음</translation>
  </message>
  <message>
   <source>“{name}” is among your sliders.</source>
   <translation>“{name}” 방향이 슬라이더에 추가되었습니다.</translation>
  </message>
 </context>
 <context>
  <name>VariantWindow</name>
  <message>
   <source>Cancel</source>
   <translation>취소</translation>
  </message>
  <message>
   <source>Make</source>
   <translation>만들기</translation>
  </message>
  <message>
   <source>Open a photo first.</source>
   <translation>먼저 사진을 여세요.</translation>
  </message>
  <message>
   <source>Pictures: {n} of {total}</source>
   <translation>그림: {total}장 중 {n}장</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>진행률</translation>
  </message>
  <message>
   <source>Saved: {path}</source>
   <translation>저장함: {path}</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>저장…</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>저장하는 중…</translation>
  </message>
  <message>
   <source>The face</source>
   <translation>얼굴</translation>
  </message>
  <message>
   <source>The whole photo</source>
   <translation>사진 전체</translation>
  </message>
 </context>
 <context>
  <name>WayView</name>
  <message>
   <source>Edit</source>
   <translation>편집</translation>
  </message>
  <message>
   <source>Photo</source>
   <translation>사진</translation>
  </message>
  <message>
   <source>Predicted x0 at {steps}; motion and rest</source>
   <translation>{steps}에서 예측한 x0, 움직임과 나머지</translation>
  </message>
  <message>
   <source>motion; rest</source>
   <translation>움직임, 나머지</translation>
  </message>
 </context>
 <context>
  <name>_Legend</name>
  <message>
   <source>levels of 255</source>
   <translation>255단계 중</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Strength of {label}</source>
   <translation>{label} 강도</translation>
  </message>
  <message>
   <source>{low} to {high}. Double-click, Delete or 0 goes back to 0.</source>
   <translation>{low}에서 {high}까지. 두 번 클릭하거나 Delete 또는 0을 누르면 0으로 돌아갑니다.</translation>
  </message>
 </context>
 <context>
  <name>_Screen</name>
  <message>
   <source>Film</source>
   <translation>영상</translation>
  </message>
 </context>
 <context>
  <name>remarks</name>
  <message>
   <source>Directions that are gone: {names}.</source>
   <translation>없어진 방향: {names}.</translation>
  </message>
  <message>
   <source>Directions that have no slider: {names}.</source>
   <translation>슬라이더가 없는 방향: {names}.</translation>
  </message>
  <message>
   <source>Directions that were made anew: {names}.</source>
   <translation>새로 만들어진 방향: {names}.</translation>
  </message>
  <message>
   <source>The photo was changed since.</source>
   <translation>사진이 그 뒤에 바뀌었습니다.</translation>
  </message>
 </context>
</TS>
